/**
 * Statements of what the house owes and has, and players' proofs in them, read strictly: exactly the
 * members of their form, each as it has to be.
 * @module
 */

/** @typedef {import('./beacon.js').BeaconNetwork} BeaconNetwork */

/**
 * @typedef {object} Statement
 * @property {string} format
 * @property {number} number
 * @property {string} previous
 * @property {BeaconNetwork} network
 * @property {number} hourAt
 * @property {string[]} draws
 * @property {string} chainId
 * @property {{ number: string, hash: string, at: number }} block
 * @property {string} liabilities wei
 * @property {string} root
 * @property {number} leaves
 * @property {{ wallet: string, balance: string }[]} reserves
 * @property {string[]} signatures
 *
 * @typedef {object} Proof
 * @property {string} format
 * @property {number} number
 * @property {string} player
 * @property {string} salt
 * @property {string} amount wei
 * @property {number} index
 * @property {string[]} path
 */

/** Something does not hold; the word is of the specification. */
export class SolvencyRefusal extends Error {
  /**
   * @param {string} word
   * @param {string} sentence
   */
  constructor(word, sentence) {
    super(`${word}. ${sentence}`);
    this.word = word;
  }
}

/**
 * @param {boolean} holds
 * @param {string} word
 * @param {string} sentence
 */
export function require(holds, word, sentence) {
  if (!holds) throw new SolvencyRefusal(word, sentence);
}

/** Amounts and sums are below this. */
export const SUM_BOUND = 2n ** 256n;

const MAX_CHARS = 32_000;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const MAX_MS = 100_000_000_000_000;
const HOUR_MS = 3_600_000;
const MIN_LEAVES = 16;
const MAX_LEAVES = 2 ** 22;
const MAX_PATH = 64;

/** @typedef {(value: unknown) => boolean} Fits */

/**
 * @param {RegExp} pattern
 * @returns {Fits}
 */
const text = (pattern) => (value) => typeof value === 'string' && pattern.test(value);

/**
 * @param {number} min
 * @param {number} max
 * @returns {Fits}
 */
const whole = (min, max) => (value) =>
  Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;

/**
 * @param {number} min
 * @param {number} max
 * @param {Fits} fits each
 * @returns {Fits}
 */
const list = (min, max, fits) => (value) =>
  Array.isArray(value) && value.length >= min && value.length <= max && value.every(fits);

/**
 * @param {Record<string, Fits>} members
 * @returns {Fits}
 */
const object = (members) => (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === Object.keys(members).length &&
  Object.entries(members).every(
    ([name, fits]) =>
      Object.hasOwn(value, name) && fits(/** @type {Record<string, unknown>} */ (value)[name]),
  );

const hash = text(/^[0-9a-f]{64}$/);
/** @type {Fits} */
const amount = (value) => text(/^(0|[1-9][0-9]{0,77})$/)(value) && BigInt(String(value)) < SUM_BOUND;

/** @type {Record<string, Fits>} */
const STATEMENT = {
  format: text(/^fairfall-solvency-1$/),
  number: whole(1, MAX_SAFE),
  previous: hash,
  network: object({
    name: text(/^(quicknet|development)$/),
    chainHash: hash,
    publicKey: text(/^[0-9a-f]{192}$/),
    genesisMs: whole(0, MAX_MS),
    periodMs: whole(10, 60_000),
  }),
  hourAt: (value) => whole(0, MAX_MS)(value) && Number(value) % HOUR_MS === 0,
  draws: list(1, 60, text(/^[0-9a-f]{96}$/)),
  chainId: text(/^[1-9][0-9]{0,17}$/),
  block: object({
    number: text(/^(0|[1-9][0-9]{0,17})$/),
    hash: text(/^0x[0-9a-f]{64}$/),
    at: whole(0, MAX_MS),
  }),
  liabilities: amount,
  root: hash,
  leaves: (value) => whole(MIN_LEAVES, MAX_LEAVES)(value) && Number.isInteger(Math.log2(Number(value))),
  reserves: list(
    1,
    8,
    object({
      wallet: text(/^0x[0-9a-f]{40}$/),
      balance: (value) => value === 'unknown' || amount(value),
    }),
  ),
  signatures: list(1, 8, text(/^0x[0-9a-f]{130}$/)),
};

/** A sum below 0 can be read, so that it is refused by its name. */
const SUM = '-?(0|[1-9][0-9]{0,99})';

/** @type {Record<string, Fits>} */
const PROOF = {
  format: text(/^fairfall-solvency-proof-1$/),
  number: whole(1, MAX_SAFE),
  player: text(/^[!-~]{1,128}$/),
  salt: hash,
  amount: text(new RegExp(`^${SUM}$`)),
  index: whole(0, MAX_SAFE),
  path: list(0, MAX_PATH, text(new RegExp(`^${SUM}:[0-9a-f]{64}$`))),
};

/**
 * @param {unknown} value
 * @param {Record<string, Fits>} members
 * @param {string} what
 */
function requireForm(value, members, what) {
  require(typeof value === 'object' && value !== null, 'MALFORMED', `It is no ${what}.`);
  const given = /** @type {Record<string, unknown>} */ (value);
  for (const [name, fits] of Object.entries(members)) {
    require(Object.hasOwn(given, name) && fits(given[name]), 'MALFORMED', `${name} is not of its form.`);
  }
  require(Object.keys(given).length ===
    Object.keys(members).length, 'MALFORMED', 'It has other members too.');
}

/**
 * JSON as it was published.
 * @param {string} json
 * @returns {unknown}
 * @throws {SolvencyRefusal} also where a member stands twice, or a number is written in another way
 */
export function readExactly(json) {
  require(json.length <= MAX_CHARS, 'MALFORMED', 'It has more than 32,000 characters.');
  let value;
  try {
    value = JSON.parse(json);
  } catch {
    throw new SolvencyRefusal('MALFORMED', 'It is no JSON.');
  }
  const isExact = JSON.stringify(value) === json.replaceAll(/[ \t\r\n]/g, '');
  require(isExact, 'MALFORMED', 'A member stands twice, or something is written in another way.');
  return value;
}

/**
 * @param {unknown} value
 * @returns {Statement}
 * @throws {SolvencyRefusal}
 */
export function statementOf(value) {
  requireForm(value, STATEMENT, 'statement');
  const statement = /** @type {Statement} */ (value);
  const { reserves, signatures } = statement;
  const ascend = reserves.every(({ wallet }, i) => i === 0 || reserves[i - 1].wallet < wallet);
  require(ascend, 'MALFORMED', 'Wallets ascend, and none stands twice.');
  require(signatures.length === reserves.length, 'MALFORMED', 'Each wallet signs once.');
  return statement;
}

/**
 * @param {unknown} value
 * @returns {Proof}
 * @throws {SolvencyRefusal}
 */
export function proofOf(value) {
  requireForm(value, PROOF, 'proof');
  return /** @type {Proof} */ (value);
}
