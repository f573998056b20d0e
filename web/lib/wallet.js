/**
 * Wallets that can sign: those a browser extension announces (EIP-6963) or injects (EIP-1193), and
 * on a developer's machine the accounts of the development node.
 * @module
 */

const ANNOUNCE_MS = 250;
/** By these an injected wallet says what it is, as does the announced one of the same name. */
const MARKS = { isMetaMask: 'io.metamask', isCoinbaseWallet: 'com.coinbase.wallet', isRabby: 'io.rabby' };

/**
 * @typedef {object} Wallet
 * @property {string} id
 * @property {string} name
 * @property {string | null} icon data URI
 * @property {() => Promise<string>} connect asks for an account; lower-case 0x address
 * @property {(message: string, address: string) => Promise<string>} sign `personal_sign`, 0x signature
 */

/** @typedef {{ info: any, provider: any }} Announced */

/**
 * @param {Window & { ethereum?: any }} page
 * @returns {Promise<Wallet[]>} announced ones first, each once
 */
export async function findWallets(page) {
  /** @type {Wallet[]} */
  let found = [];
  const end = watchWallets(page, (wallets) => (found = wallets));
  await new Promise((done) => setTimeout(done, ANNOUNCE_MS));
  end();
  return found;
}

/**
 * Tells of wallets as they announce themselves, which some do only after a while.
 * @param {Window & { ethereum?: any }} page
 * @param {(wallets: Wallet[]) => void} told once at the latest when all had time to answer, and whenever
 *   there is another; announced ones first, each once
 * @returns {() => void} ends it
 */
export function watchWallets(page, told) {
  /** @type {Map<string, Announced>} */
  const announced = new Map();
  let isOver = false;
  const tell = () => isOver || told(walletsOf([...announced.values()], page.ethereum));
  /** @param {any} event */
  const listen = ({ detail }) => {
    const id = detail?.info?.uuid;
    if (!id || !detail.provider || announced.get(id)?.provider === detail.provider) return;
    announced.set(id, detail);
    tell();
  };
  page.addEventListener('eip6963:announceProvider', listen);
  // What a wallet injects late, it says by this.
  page.addEventListener('ethereum#initialized', tell);
  page.dispatchEvent(new Event('eip6963:requestProvider'));
  if (announced.size === 0) queueMicrotask(tell);
  return () => {
    isOver = true;
    page.removeEventListener('eip6963:announceProvider', listen);
    page.removeEventListener('ethereum#initialized', tell);
  };
}

/**
 * @param {Announced[]} announced
 * @param {any} ethereum what is injected the old way
 * @returns {Wallet[]}
 */
function walletsOf(announced, ethereum) {
  const wallets = announced.map(({ info, provider }) =>
    injected(info.uuid, String(info.name), safeIcon(info.icon), provider),
  );
  const old = Array.isArray(ethereum?.providers) ? ethereum.providers : [ethereum];
  for (const provider of old) {
    if (typeof provider?.request !== 'function' || announced.some((one) => isSame(one, provider))) continue;
    const number = wallets.filter(({ id }) => id.startsWith('injected')).length;
    const name = number === 0 ? 'Browser wallet' : `Browser wallet ${number + 1}`;
    wallets.push(injected(`injected${number || ''}`, name, null, provider));
  }
  return wallets;
}

/**
 * Whether an injected provider is one that was announced, perhaps behind a wrapper.
 * @param {Announced} announced
 * @param {any} injectedOne
 */
function isSame({ info, provider }, injectedOne) {
  if (provider === injectedOne) return true;
  return Object.entries(MARKS).some(([mark, name]) => injectedOne[mark] === true && info.rdns === name);
}

/**
 * @param {string} id
 * @param {string} name
 * @param {string | null} icon
 * @param {{ request: (call: { method: string, params?: any[] }) => Promise<any> }} provider
 * @returns {Wallet}
 */
function injected(id, name, icon, provider) {
  return {
    id,
    name,
    icon,
    connect: async () => {
      const [account] = await provider.request({ method: 'eth_requestAccounts' });
      if (typeof account !== 'string') throw new Error('The wallet shared no account.');
      return account.toLowerCase();
    },
    sign: (message, address) =>
      provider.request({ method: 'personal_sign', params: [hexOf(message), address] }),
  };
}

/** A page may show a wallet's picture, but only one that is part of its announcement. */
function safeIcon(/** @type {unknown} */ icon) {
  return typeof icon === 'string' && icon.startsWith('data:image/') ? icon : null;
}

/**
 * The accounts of the development node, whose keys the node itself holds.
 */
export class DevelopmentWallet {
  #api;
  #nextId = 1;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    this.#api = api;
  }

  /** @returns {Promise<boolean>} whether this is a developer's machine at all */
  async isHere() {
    return (await this.#api.get('/dev/status')).ok;
  }

  /** @returns {Promise<string[]>} lower-case 0x addresses */
  async accounts() {
    const accounts = await this.#call('eth_accounts', []);
    return accounts.map((/** @type {string} */ account) => account.toLowerCase());
  }

  /**
   * @param {string} address
   * @returns {Wallet}
   */
  account(address) {
    return {
      id: `development:${address}`,
      name: 'Development wallet',
      icon: null,
      connect: async () => address,
      sign: (message) => this.#call('personal_sign', [hexOf(message), address]),
    };
  }

  /**
   * Sends ether that is worth nothing anywhere else.
   * @param {string} from
   * @param {string} to
   * @param {bigint} wei
   * @returns {Promise<string>} the transaction's hash
   */
  send(from, to, wei) {
    return this.#call('eth_sendTransaction', [{ from, to, value: `0x${wei.toString(16)}` }]);
  }

  /**
   * @param {string} method
   * @param {any[]} params
   */
  async #call(method, params) {
    const id = this.#nextId++;
    const answer = await this.#api.post('/dev/chain', { jsonrpc: '2.0', id, method, params });
    if (!answer.ok) throw new Error(answer.problem.detail || 'The development node did not answer.');
    if (answer.value.error) throw new Error(answer.value.error.message);
    return answer.value.result;
  }
}

/**
 * Signs in: the server writes the message (EIP-4361), the wallet signs it, the server checks it.
 * @param {import('./api.js').Api} api
 * @param {Wallet} wallet
 * @param {AbortSignal} [signal] leaves a wallet that does not answer: whatever it says later is not used
 * @returns {Promise<import('./api.js').Answer<import('./session.js').Credentials>>}
 * @throws {DOMException} `AbortError` if it was left
 */
export async function signIn(api, wallet, signal) {
  const address = await unlessLeft(wallet.connect(), signal);
  const asked = await unlessLeft(api.post('/v1/session/nonce', { address }), signal);
  if (!asked.ok) return asked;
  const { message } = asked.value;
  const signature = await unlessLeft(wallet.sign(message, address), signal);
  return unlessLeft(api.post('/v1/session', { message, signature }), signal);
}

/**
 * @template Value
 * @param {Promise<Value>} promise that may never come true
 * @param {AbortSignal} [signal]
 * @returns {Promise<Value>}
 */
export function unlessLeft(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const leave = () => reject(new DOMException('another way was chosen', 'AbortError'));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/**
 * @param {string} text
 * @returns {string} 0x and the UTF-8 bytes
 */
export function hexOf(text) {
  const bytes = new TextEncoder().encode(text);
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
