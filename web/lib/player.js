/**
 * The signed-in player's own account, bets and results.
 *
 * The balance is what an entry of the account says, and it only moves to a newer version: answers,
 * events and polls race each other, and the highest version is the truth whoever brings it. Nothing
 * is ever credited or debited here by arithmetic.
 * @module
 */

import { operationKey } from './api.js';
import { OwnBets } from './own-bets.js';
import { Signal } from './store.js';
import { parseWei } from './wei.js';

const MAX_ENTRIES_SEARCHED = 25;

/**
 * @typedef {{ available: bigint, locked: bigint, version: number }} Balance
 */

export class Player extends Signal {
  /** @type {Balance | null} null until the first answer */
  balance = null;
  /** @type {Set<number>} seats whose bet is on its way */
  placing = new Set();
  /** @type {Set<string>} bets whose cash-out is on its way */
  cashing = new Set();
  /** @type {Map<string, string>} stamps of cash-outs whose outcome is unknown, by bet */
  #stamps = new Map();
  #bets = new OwnBets();
  #api;
  #generation = 0;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** Forgets one player before the next sits down; answers still under way are strangers then. */
  clear() {
    this.#generation += 1;
    this.balance = null;
    this.placing.clear();
    this.cashing.clear();
    this.#stamps.clear();
    this.#bets.clear();
    this.emit();
  }

  /**
   * @param {number} seat
   * @returns {import('./own-bets.js').OwnBet | null} the newest bet on a seat
   */
  betOn(seat) {
    return this.#bets.on(seat);
  }

  /**
   * @param {import('./game.js').Game} game
   * @returns {boolean} whether a target was reached that the ledger has not paid yet, as we know
   */
  awaitsPayment(game) {
    return this.#bets.open().some((bet) => {
      const past = game.outcomeOf(bet.roundId);
      return past !== null && bet.autoCashout !== null && bet.autoCashout <= (past.crash ?? 0);
    });
  }

  /**
   * @param {import('./game.js').Game} game
   * @returns {boolean} whether there are open bets, but all of rounds that are over
   */
  isDone(game) {
    const open = this.#bets.open();
    return open.length > 0 && open.every(({ roundId }) => game.outcomeOf(roundId) !== null);
  }

  /**
   * Fetches the account.
   * @returns {Promise<import('./api.js').Answer<any>>}
   */
  async refresh() {
    const generation = this.#generation;
    const answer = await this.#api.get('/v1/account');
    if (answer.ok && generation === this.#generation) this.adopt(answer.value);
    return answer;
  }

  /**
   * Takes a whole account: a snapshot, a poll, or the part of a `balance_update` that is one.
   * @param {any} account
   */
  adopt(account) {
    if (this.balance !== null && account.version < this.balance.version) return;
    this.#settle(account);
    for (const bet of account.bets) this.#bets.know(bet);
    const open = new Set(account.bets.map((/** @type {{ betId: string }} */ { betId }) => betId));
    if (this.#bets.unexplained(open).length > 0) this.#lookUp();
    this.emit();
  }

  /** @param {import('./cursor.js').Event} event of the channel `account` */
  apply({ type, data }) {
    if (type !== 'balance_update') return;
    if (data.bet) this.#bets.know(data.bet);
    this.#bets.learn(data);
    this.adopt(data);
    this.emit();
  }

  /**
   * @param {{ roundId: string, seat: number, stake: bigint, autoCashout: number | null }} wish
   * @returns {Promise<import('./api.js').Answer<any>>}
   */
  async place({ roundId, seat, stake, autoCashout }) {
    const generation = this.#generation;
    this.placing.add(seat);
    this.emit();
    const key = operationKey(this.balance?.version ?? 0);
    const body = { roundId, seat, stake: String(stake), ...(autoCashout ? { autoCashout } : {}) };
    const answer = await this.#api.operate('/v1/bets', body, key);
    if (generation !== this.#generation) return answer;
    this.placing.delete(seat);
    if (answer.ok) this.#bets.know(answer.value);
    this.#after(answer);
    return answer;
  }

  /**
   * @param {string} betId
   * @returns {Promise<import('./api.js').Answer<any> | null>} null when one is under way already
   */
  async cashOut(betId) {
    if (this.cashing.has(betId)) return null;
    const generation = this.#generation;
    this.cashing.add(betId);
    this.emit();
    const path = `/v1/bets/${encodeURIComponent(betId)}/cashout`;
    const key = operationKey(this.balance?.version ?? 0);
    const answer = await this.#api.operate(path, undefined, key, this.#stamps.get(betId));
    if (generation !== this.#generation) return answer;
    this.cashing.delete(betId);
    this.#keepStamp(betId, answer);
    if (answer.ok) this.#bets.learn({ cashout: answer.value });
    this.#after(answer);
    return answer;
  }

  /**
   * Takes play ether from the house of a local machine.
   * @param {bigint} amount wei
   */
  async takePlayEther(amount) {
    const generation = this.#generation;
    const key = operationKey(this.balance?.version ?? 0);
    const answer = await this.#api.operate('/v1/faucet', { amount: String(amount) }, key);
    if (generation === this.#generation) this.#after(answer);
    return answer;
  }

  /**
   * Asked again, even much later, a cash-out keeps its place; once it is answered it needs none.
   * @param {string} betId
   * @param {import('./api.js').Answer<any>} answer
   */
  #keepStamp(betId, answer) {
    if (!answer.ok && answer.problem.unknown && answer.problem.stamp) {
      this.#stamps.set(betId, answer.problem.stamp);
    } else {
      this.#stamps.delete(betId);
    }
  }

  /** @param {import('./api.js').Answer<any>} answer to an operation */
  #after(answer) {
    const account = answer.ok ? answer.value.account : answer.problem.account;
    if (account) this.#settle(account);
    // Nobody could say what happened: the account itself can.
    if (!answer.ok && answer.problem.unknown) this.refresh();
    this.emit();
  }

  /** @param {{ available: string, locked: string, version: number }} account */
  #settle({ available, locked, version }) {
    if (this.balance !== null && version < this.balance.version) return;
    this.balance = { available: parseWei(available), locked: parseWei(locked), version };
  }

  /** A bet closed while we were not listening: its result stands in the account's entries. */
  async #lookUp() {
    const generation = this.#generation;
    const answer = await this.#api.get(`/v1/account/entries?limit=${MAX_ENTRIES_SEARCHED}`);
    if (!answer.ok || generation !== this.#generation) return;
    // Oldest first, so that a correction has the last word.
    for (const entry of [...answer.value.entries].reverse()) this.#bets.learn(entry);
    this.emit();
  }
}
