/**
 * The signed-in player's own account, bets and results: the balance manager.
 *
 * The balance is what an entry of the account says, and it only moves to a newer version: answers,
 * events and polls race each other, and the highest version is the truth whoever brings it. What is
 * shown is less by the stakes of bets on their way, see {@link AccountBalance}.
 * @module
 */

import { operationKey } from './api.js';
import { OwnBets } from './own-bets.js';
import { isSameBalance, AccountBalance } from './balance.js';
import { Signal } from './store.js';
import { fateOf } from './target.js';
import { formatEther } from './wei.js';

const MAX_ENTRIES_SEARCHED = 25;

/**
 * @typedef {import('./balance.js').Balance} Balance
 * @typedef {import('./api.js').Problem} Problem
 *
 * @typedef {object} Wish
 * @property {string} roundId
 * @property {number} seat 1 or 2
 * @property {bigint} stake wei
 * @property {number | null} autoCashout hundredths
 * @property {number} [expectedVersion] of the account: bet on this very balance or not at all
 *
 * @typedef {object} Events each with `amountEth`, the amount that it is about, in ether as people
 *   write it: what is shown, or the stake
 * @property {{ balance: Balance, shown: Balance, amountEth: string }} initialized the ledger spoke for
 *   the first time
 * @property {{ balance: Balance, shown: Balance, before: Balance, amountEth: string }} balance_updated
 *   what is shown is another amount, or of a newer version; `before` is what was shown
 * @property {{ bet: import('./own-bets.js').OwnBet, balance: Balance | null, amountEth: string }} bet_confirmed
 *   the ledger has it
 * @property {{ wish: Wish, problem: Problem, amountEth: string }} bet_failed and the stake is given
 *   back; where the problem is `unknown` the account will tell what became of it
 * @property {{ wish: Wish, problem: Problem, balance: Balance | null, amountEth: string }} version_conflict
 *   the account was no more as the wish expected it; told before `bet_failed`
 */

/** @extends {Signal<Events>} */
export class Player extends Signal {
  /** @type {Set<number>} seats whose bet is on its way */
  placing = new Set();
  /** @type {Set<string>} bets whose cash-out is on its way */
  cashing = new Set();
  /** @type {Map<string, string>} stamps of cash-outs whose outcome is unknown, by bet */
  #stamps = new Map();
  #purse = new AccountBalance();
  /** @type {Balance | null} what listeners were told last */
  #told = null;
  #bets = new OwnBets();
  #api;
  #generation = 0;
  /** @type {string | null} of the newest reconciliation */
  #tag = null;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** @returns {Balance | null} as the ledger told it; null until the first answer */
  get balance() {
    return this.#purse.balance;
  }

  /** @returns {Balance | null} without the stakes that are on their way */
  get shown() {
    return this.#purse.shown;
  }

  /**
   * What a bet may say of the balance that it was made on: its version, unless something of ours is
   * on its way, which will move it.
   * @returns {{ expectedVersion?: number }}
   */
  get expected() {
    const { balance } = this;
    const moves = this.placing.size > 0 || this.cashing.size > 0;
    return balance === null || moves ? {} : { expectedVersion: balance.version };
  }

  /** Forgets one player before the next sits down; answers still under way are strangers then. */
  clear() {
    this.#generation += 1;
    this.#purse.clear();
    this.#told = null;
    this.#tag = null;
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
      return past !== null && fateOf(bet, past) === 'paid';
    });
  }

  /**
   * What the stakes are that the ledger still calls open.
   * @param {import('./game.js').Game} game
   * @returns {'play' | 'lost' | 'settling'} `lost` where all their rounds are over without any target
   *   or cash-out of theirs, as we know; `settling` where they are over and something may come back
   */
  lockedAs(game) {
    const open = this.#bets.open();
    const pasts = open.map(({ roundId }) => game.outcomeOf(roundId));
    if (open.length === 0 || pasts.includes(null)) return 'play';
    const isLost = open.every((bet, at) => {
      const past = pasts[at];
      const isAsked = this.cashing.has(bet.betId) || this.#stamps.has(bet.betId);
      return past && fateOf(bet, past) === 'lost' && !isAsked;
    });
    return isLost ? 'lost' : 'settling';
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
   * Holds what is shown against the ledger: costs next to nothing where nothing is newer.
   * @returns {Promise<import('./api.js').Answer<any>>} with a null value where nothing is
   */
  async reconcile() {
    const generation = this.#generation;
    const answer = await this.#api.getChanged('/v1/account', this.#tag);
    if (!answer.ok || answer.value === null || generation !== this.#generation) return answer;
    this.#tag = answer.tag ?? null;
    this.adopt(answer.value);
    return answer;
  }

  /**
   * Takes a whole account: a snapshot, a poll, or the part of a `balance_update` that is one.
   * @param {any} account
   */
  adopt(account) {
    if (!this.#purse.settle(account)) return;
    this.#purse.absorb(account.bets);
    for (const bet of account.bets) this.#bets.know(bet);
    const open = new Set(account.bets.map((/** @type {{ betId: string }} */ { betId }) => betId));
    if (this.#bets.unexplained(open).length > 0) this.#lookUp();
    this.#changed();
  }

  /**
   * Takes a balance without bets, as the answer to an operation of another part tells it.
   * @param {any} account
   */
  take(account) {
    if (this.#purse.settle(account)) this.#changed();
  }

  /** @param {import('./cursor.js').Event} event of the channel `account` */
  apply({ type, data }) {
    if (type !== 'balance_update') return;
    if (data.bet) this.#bets.know(data.bet);
    this.#bets.learn(data);
    this.adopt(data);
    this.#changed();
  }

  /**
   * Bets, and holds the stake until the outcome is known.
   * @param {Wish} wish
   * @returns {Promise<import('./api.js').Answer<any>>}
   */
  async place(wish) {
    const generation = this.#generation;
    const { roundId, seat, stake, autoCashout, expectedVersion } = wish;
    const key = operationKey(this.balance?.version ?? 0);
    this.placing.add(seat);
    this.#purse.hold(key, wish);
    this.#changed();
    const body = {
      roundId,
      seat,
      stake: String(stake),
      ...(autoCashout ? { autoCashout } : {}),
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    };
    const answer = await this.#api.operate('/v1/bets', body, key);
    if (generation !== this.#generation) return answer;
    if (answer.ok) this.#bets.know(answer.value);
    else if (answer.problem.unknown) await this.#ask(generation);
    if (generation !== this.#generation) return answer;
    this.placing.delete(seat);
    const wasFound = !this.#purse.release(key);
    this.#after(answer);
    if (answer.ok || (wasFound && answer.problem.unknown)) this.#confirm(seat);
    else this.#fail(wish, answer.problem);
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
    else if (answer.problem.unknown) this.#ask(generation);
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
    if (generation !== this.#generation) return answer;
    if (!answer.ok && answer.problem.unknown) this.#ask(generation);
    this.#after(answer);
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
    if (account) this.#purse.settle(account);
    this.#changed();
  }

  /**
   * Nobody could say what happened: the account itself can.
   * @param {number} generation
   */
  async #ask(generation) {
    const answer = await this.#api.get('/v1/account');
    if (answer.ok && generation === this.#generation) this.adopt(answer.value);
  }

  /** @param {number} seat */
  #confirm(seat) {
    const bet = this.#bets.on(seat);
    if (bet === null) return;
    this.tell('bet_confirmed', { bet, balance: this.balance, amountEth: formatEther(bet.stake) });
  }

  /**
   * @param {Wish} wish
   * @param {Problem} problem
   */
  #fail(wish, problem) {
    const { balance } = this;
    const amountEth = formatEther(wish.stake);
    if (problem.code === 'VERSION_CONFLICT')
      this.tell('version_conflict', { wish, problem, balance, amountEth });
    this.tell('bet_failed', { wish, problem, amountEth });
  }

  #changed() {
    const before = this.#told;
    const { balance, shown } = this;
    this.#told = shown;
    if (balance !== null && shown !== null && !isSameBalance(before, shown)) {
      const amountEth = formatEther(shown.available);
      if (before === null) this.tell('initialized', { balance, shown, amountEth });
      else this.tell('balance_updated', { balance, shown, before, amountEth });
    }
    this.emit();
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
