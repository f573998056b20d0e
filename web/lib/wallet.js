/**
 * Wallets that can sign: those a browser extension announces (EIP-6963) or injects (EIP-1193), and
 * on a developer's machine the accounts of the development node.
 * @module
 */

const ANNOUNCE_MS = 250;

/**
 * @typedef {object} Wallet
 * @property {string} id
 * @property {string} name
 * @property {string | null} icon data URI
 * @property {() => Promise<string>} connect asks for an account; lower-case 0x address
 * @property {(message: string, address: string) => Promise<string>} sign `personal_sign`, 0x signature
 */

/**
 * @param {Window & { ethereum?: any }} page
 * @returns {Promise<Wallet[]>} announced ones first, each once
 */
export async function findWallets(page) {
  /** @type {Map<string, { info: any, provider: any }>} */
  const announced = new Map();
  /** @param {any} event */
  const listen = ({ detail }) => {
    if (detail?.info?.uuid && detail.provider) announced.set(detail.info.uuid, detail);
  };
  page.addEventListener('eip6963:announceProvider', listen);
  page.dispatchEvent(new Event('eip6963:requestProvider'));
  await new Promise((done) => setTimeout(done, ANNOUNCE_MS));
  page.removeEventListener('eip6963:announceProvider', listen);
  const wallets = [...announced.values()].map(({ info, provider }) =>
    injected(info.uuid, String(info.name), safeIcon(info.icon), provider),
  );
  const known = [...announced.values()].some(({ provider }) => provider === page.ethereum);
  // With any announced wallet, window.ethereum is one of them behind a wrapper.
  if (page.ethereum && !known && wallets.length === 0) {
    wallets.push(injected('injected', 'Browser wallet', null, page.ethereum));
  }
  return wallets;
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
 * @returns {Promise<import('./api.js').Answer<import('./session.js').Credentials>>}
 */
export async function signIn(api, wallet) {
  const address = await wallet.connect();
  const asked = await api.post('/v1/session/nonce', { address });
  if (!asked.ok) return asked;
  const { message } = asked.value;
  const signature = await wallet.sign(message, address);
  return api.post('/v1/session', { message, signature });
}

/**
 * @param {string} text
 * @returns {string} 0x and the UTF-8 bytes
 */
export function hexOf(text) {
  const bytes = new TextEncoder().encode(text);
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
