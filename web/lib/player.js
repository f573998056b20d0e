/**
 * The signed-in player's own account, bets and results.
 *
 * The balance is what an entry of the account says, and it only moves to a newer version: answers,
 * events and polls race each other, and the highest version is the truth whoever brings it. Nothing
 * is ever credited or debited here by arithmetic.
 * @module
 */

import { operationKey } from './api.js';
import { isLater } from './game.js';
import { Signal } from './store.js';
import { parseWei } from './wei.js';

const MAX_OWN_BETS = 24;
const MAX_ENTRIES_SEARCHED = 25;

/**
 * @typedef {object} OwnBet
 * @property {string} betId
 * @property {string} roundId
 * @property {number} seat
 * @property {bigint} stake
 * @property {number | null} autoCashout hundredths
 * @property {Outcome | null} outcome null while the ledger has not closed it
 *
 * @typedef {{ kind: 'won' | 'lost' | 'refunded', multiplier: number | null, payout: bigint }} Outcome
 * @typedef {{ available: bigint, locked: bigint, version: number }} Balance
 */

/** @type {OwnBet | null} */
const NONE = null;

export class Player extends Signal {
  /** @type {Balance | null} null until the first answer */
  balance = null;
  /** @type {Set<number>} seats whose bet is on its way */
  placing = new Set();
  /** @type {Set<string>} bets whose cash-out is on its way */
  cashing = new Set();
  /** @type {Map<string, OwnBet>} oldest first */
  #bets = new Map();
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
    this.#bets.clear();
    this.emit();
  }

  /**
   * @param {number} seat
   * @returns {OwnBet | null} the newest bet on a seat
   */
  betOn(seat) {
    return [...this.#bets.values()]
      .filter((bet) => bet.seat === seat)
      .reduce((newest, bet) => (newest && isLater(newest.roundId, bet.roundId) ? newest : bet), NONE);
  }

  /** @returns {Set<string>} */
  get betIds() {
    return new Set(this.#bets.keys());
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
    const open = new Set();
    for (const bet of account.bets ?? []) {
      open.add(bet.betId);
      this.#know(bet);
    }
    for (const bet of this.#bets.values()) {
      if (bet.outcome === null && !open.has(bet.betId)) this.#lookUp(bet.betId);
    }
    this.emit();
  }

  /** @param {import('./cursor.js').Event} event of the channel `account` */
  apply({ type, data }) {
    if (type !== 'balance_update') return;
    if (data.bet) this.#know(data.bet);
    if (data.cashout) this.#close(data.cashout, 'won');
    for (const closed of data.closes ?? []) this.#close(closed, settledAs(closed));
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
    if (answer.ok) this.#know(answer.value);
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
    const answer = await this.#api.operate(path, undefined, operationKey(this.balance?.version ?? 0));
    if (generation !== this.#generation) return answer;
    this.cashing.delete(betId);
    if (answer.ok) this.#close(answer.value, 'won');
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

  /** @param {any} bet */
  #know({ betId, roundId, seat, stake, autoCashout }) {
    if (this.#bets.has(betId)) return;
    const auto = autoCashout ?? null;
    this.#bets.set(betId, { betId, roundId, seat, stake: parseWei(stake), autoCashout: auto, outcome: null });
    const oldest = this.#bets.keys().next().value;
    if (this.#bets.size > MAX_OWN_BETS && oldest !== undefined) this.#bets.delete(oldest);
  }

  /**
   * @param {{ betId: string, multiplier?: number, payout: string }} closed
   * @param {'won' | 'lost' | 'refunded'} kind
   */
  #close({ betId, multiplier, payout }, kind) {
    const bet = this.#bets.get(betId);
    if (bet) bet.outcome = { kind, multiplier: multiplier ?? null, payout: parseWei(payout) };
  }

  /** A bet closed while we were not listening: its result stands in the account's entries. */
  async #lookUp(/** @type {string} */ betId) {
    const generation = this.#generation;
    const answer = await this.#api.get(`/v1/account/entries?limit=${MAX_ENTRIES_SEARCHED}`);
    if (!answer.ok || generation !== this.#generation) return;
    for (const { cashout, closes = [] } of [...answer.value.entries].reverse()) {
      for (const closed of closes) if (closed.betId === betId) this.#close(closed, settledAs(closed));
      if (cashout?.betId === betId) this.#close(cashout, 'won');
    }
    this.emit();
  }
}

/**
 * An auto cash-out pays 1.01× at the least, so a settlement at 1.00× is the stake of a void round.
 * @param {{ multiplier?: number, payout: string }} closed
 */
function settledAs({ multiplier, payout }) {
  if (parseWei(payout) === 0n) return 'lost';
  return multiplier === 100 ? 'refunded' : 'won';
}
