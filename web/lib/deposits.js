/**
 * A player's deposits: where to send, what is on its way, and what became of it.
 * @module
 */

import { Signal } from './store.js';
import { parseWei } from './wei.js';

const PATH = '/v1/deposits';
const CLAIMS = '/v1/deposits/claims';

/**
 * @typedef {object} Deposit
 * @property {string} key tells it from every other
 * @property {string} hash of the transaction
 * @property {bigint} amount wei
 * @property {string | null} token address of its contract; null for ether
 * @property {number} block
 * @property {number} confirmations blocks on top of each other, its own included
 * @property {'seen' | 'credited' | 'orphaned' | 'unattributed' | 'reversed'} state
 * @property {bigint | null} takenBack of a reversed one how much is taken back by now, in wei; null of others
 *
 * @typedef {object} Kept what came from somebody who never signed in, and waits to be claimed
 * @property {string} key
 * @property {string} from who sent it
 * @property {bigint} amount wei
 * @property {string | null} token
 * @property {string} message what the sender signs, so that this player is credited
 * @property {'no' | 'you' | 'another'} claimed
 *
 * @typedef {object} Place where deposits are sent to
 * @property {string} address
 * @property {string} chainId
 * @property {bigint} minimum wei; what is less is not credited by itself
 * @property {number} needed confirmations that make a deposit count
 * @property {boolean} paused whether the house owes more than it holds: nothing more should be sent
 */

export class Deposits extends Signal {
  /** @type {Place | null} null until the house has told */
  place = null;
  /** @type {Deposit[]} on their way, in the order of the chain */
  pending = [];
  /** How many more are on their way than the list has: those that count first are in it. */
  morePending = 0;
  /** @type {Deposit[]} the newest that were decided, newest first */
  ended = [];
  /** How many changes of the player's deposits are known. */
  version = 0;
  #api;
  #generation = 0;

  /** @param {Pick<import('./api.js').Api, 'get' | 'post'>} api */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** Forgets one player before the next sits down. */
  clear() {
    this.#generation += 1;
    this.place = null;
    this.pending = [];
    this.morePending = 0;
    this.ended = [];
    this.version = 0;
    this.emit();
  }

  /** @returns {Promise<import('./api.js').Answer<any>>} */
  async refresh() {
    const generation = this.#generation;
    return this.#take(await this.#api.get(PATH), generation);
  }

  /**
   * What of a transaction waits to be claimed.
   * @param {string} hash
   * @returns {Promise<import('./api.js').Answer<{ deposits: Kept[], more: number }>>} more: how many are not
   *   in the list
   */
  async claimable(hash) {
    const answer = await this.#api.get(`${CLAIMS}?hash=${encodeURIComponent(hash)}`);
    if (!answer.ok) return answer;
    const { deposits, more = 0 } = answer.value;
    return { ...answer, value: { deposits: deposits.map(readKept), more } };
  }

  /**
   * Has a kept deposit credited to this player.
   * @param {string} key
   * @param {string | null} signature of its sender; null where the player's own wallet sent it
   * @returns {Promise<import('./api.js').Answer<any>>}
   */
  async claim(key, signature) {
    const generation = this.#generation;
    const body = signature === null ? { key } : { key, signature };
    return this.#take(await this.#api.post(CLAIMS, body), generation);
  }

  /**
   * @param {import('./api.js').Answer<any>} answer
   * @param {number} generation whose player asked
   */
  #take(answer, generation) {
    if (answer.ok && generation === this.#generation) {
      const { address, chainId, minimum, needed, version, paused = null } = answer.value;
      this.place = { address, chainId, minimum: parseWei(minimum), needed, paused: paused !== null };
      this.#adopt(answer.value, version);
      this.emit();
    }
    return answer;
  }

  /**
   * @param {any} snapshot
   * @param {number} position
   */
  adopt(snapshot, position) {
    this.#adopt(snapshot, position);
    this.emit();
  }

  /** @param {import('./cursor.js').Event} event */
  apply({ id, data }) {
    this.#adopt(data, Number(id));
    this.emit();
  }

  /**
   * Every change carries the whole state: what is newer replaces what is known.
   * @param {any} state
   * @param {number} version
   */
  #adopt({ pending, ended, morePending = 0 }, version) {
    if (version < this.version) return;
    this.version = version;
    this.pending = pending.map(readDeposit);
    this.morePending = morePending;
    this.ended = ended.map(readDeposit);
  }
}

/** @returns {Kept} */
function readKept(/** @type {any} */ { amount, token, ...rest }) {
  return { ...rest, amount: parseWei(amount), token: token ?? null };
}

/**
 * @param {any} json as the house writes it
 * @returns {Deposit}
 */
export function readDeposit({ amount, token, takenBack, ...rest }) {
  return {
    ...rest,
    amount: parseWei(amount),
    token: token ?? null,
    takenBack: takenBack === undefined ? null : parseWei(takenBack),
  };
}
