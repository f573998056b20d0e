/**
 * A player's withdrawals: on which terms ether can be taken home, and what became of it.
 * @module
 */

import { operationKey } from './api.js';
import { Signal } from './store.js';
import { parseEther, parseWei } from './wei.js';

const PATH = '/v1/withdrawals';
/** One that is under way is asked for again so often, while the page is looked at. */
const ASK_MS = 3_000;

/**
 * @typedef {'requested' | 'held' | 'queued' | 'sent' | 'confirming' | 'paid' | 'refunded'} Status
 *
 * @typedef {object} Withdrawal instants are the server's milliseconds
 * @property {string} withdrawalId
 * @property {bigint} amount wei, which left the balance
 * @property {bigint} fee wei of it that are not sent
 * @property {string} to
 * @property {number} askedAt
 * @property {Status} status
 * @property {string | null} reason of one that is held or was refunded
 * @property {number | null} until of one that is held, if known
 * @property {string | null} hash of its transaction
 * @property {number} confirmations of its block, 0 where it is in none
 * @property {number} needed confirmations that make it final, 0 where nobody has told
 * @property {number | null} endedAt
 *
 * @typedef {object} Terms that count now
 * @property {string | null} to where it goes; null without a wallet
 * @property {bigint} minimum wei
 * @property {bigint | null} maximum wei; null without a bound
 * @property {bigint} fee wei
 * @property {number} needed confirmations that make a payment final
 * @property {boolean} paused
 */

export class Withdrawals extends Signal {
  /** @type {Terms | null} null until the house has told */
  terms = null;
  /** @type {Withdrawal[]} newest first */
  list = [];
  /** @type {number | null} where the next page begins; null where the list has all */
  next = null;
  #api;
  #player;
  #generation = 0;
  /** Counts the questions: an answer that was overtaken by a newer one says nothing. */
  #asked = 0;
  #answered = 0;
  #askedAt = -ASK_MS;
  /** @type {{ amount: bigint, key: string, body: object } | null} whose outcome nobody could tell */
  #unknown = null;

  /**
   * @param {Pick<import('./api.js').Api, 'get' | 'operate'>} api
   * @param {Pick<import('./player.js').Player, 'balance' | 'expected' | 'take'>} player
   */
  constructor(api, player) {
    super();
    this.#api = api;
    this.#player = player;
  }

  /** @returns {boolean} whether one is under way, as far as this knows */
  get isUnderWay() {
    return this.list.some(({ status }) => !isFinal(status));
  }

  /** Forgets one player before the next sits down. */
  clear() {
    this.#generation += 1;
    this.terms = null;
    this.list = [];
    this.next = null;
    this.#unknown = null;
    this.emit();
  }

  /**
   * The terms and the newest withdrawals.
   * @returns {Promise<import('./api.js').Answer<any>>}
   */
  async refresh() {
    const generation = this.#generation;
    const question = ++this.#asked;
    const answer = await this.#api.get(PATH);
    if (!answer.ok || generation !== this.#generation || question < this.#answered) return answer;
    this.#answered = question;
    const { withdrawals, next, to, minimum, maximum, fee, ...terms } = answer.value;
    this.terms = {
      ...terms,
      to: to ?? null,
      minimum: parseWei(minimum),
      maximum: maximum === undefined ? null : parseWei(maximum),
      fee: parseWei(fee),
    };
    const newest = withdrawals.map(readWithdrawal);
    const oldest = newest.at(-1);
    const older = oldest === undefined ? [] : this.list.filter((one) => isBefore(one, oldest));
    if (older.length === 0) this.next = next ?? null;
    this.list = [...newest, ...older];
    this.emit();
    return answer;
  }

  /**
   * The page behind the list.
   * @returns {Promise<import('./api.js').Answer<any> | null>} null where there is none
   */
  async more() {
    if (this.next === null) return null;
    const generation = this.#generation;
    const before = this.next;
    const answer = await this.#api.get(`${PATH}?before=${before}`);
    if (answer.ok && generation === this.#generation && this.next === before) {
      this.next = answer.value.next ?? null;
      this.list = [...this.list, ...answer.value.withdrawals.map(readWithdrawal)];
      this.emit();
    }
    return answer;
  }

  /**
   * To be called about once a second while the page is looked at.
   * @param {number} local milliseconds of a clock that does not jump
   */
  watch(local) {
    if (!this.isUnderWay || local - this.#askedAt < ASK_MS) return;
    this.#askedAt = local;
    this.refresh();
  }

  /**
   * Takes ether home. Where nobody could tell what became of it, asking for the same amount again
   * asks for the same withdrawal, and no second one happens.
   * @param {bigint} amount wei
   * @returns {Promise<import('./api.js').Answer<any>>}
   */
  async withdraw(amount) {
    const generation = this.#generation;
    const { balance, expected } = this.#player;
    const open =
      this.#unknown?.amount === amount
        ? this.#unknown
        : { amount, key: operationKey(balance?.version ?? 0), body: { amount: String(amount), ...expected } };
    const answer = await this.#api.operate(PATH, open.body, open.key);
    if (generation !== this.#generation) return answer;
    this.#unknown = !answer.ok && answer.problem.unknown ? open : null;
    const account = answer.ok ? answer.value.account : answer.problem.account;
    if (account) this.#player.take(account);
    if (answer.ok) this.#learn(readWithdrawal(answer.value.withdrawal));
    else await this.refresh();
    return answer;
  }

  /** @param {Withdrawal} one */
  #learn(one) {
    // What was asked before this one was there is overtaken.
    this.#answered = ++this.#asked;
    const others = this.list.filter(({ withdrawalId }) => withdrawalId !== one.withdrawalId);
    this.list = [one, ...others].sort((a, b) => (isBefore(a, b) ? 1 : -1));
    this.emit();
  }
}

/**
 * @param {Status} status
 * @returns {boolean} whether nothing more happens to it
 */
export function isFinal(status) {
  return status === 'paid' || status === 'refunded';
}

/**
 * @param {Withdrawal} a
 * @param {Withdrawal} b
 */
function isBefore(a, b) {
  return Number(a.withdrawalId) < Number(b.withdrawalId);
}

/**
 * @param {any} json as the house writes it
 * @returns {Withdrawal}
 */
export function readWithdrawal({
  amount,
  fee,
  reason,
  until,
  hash,
  confirmations,
  needed,
  endedAt,
  ...rest
}) {
  return {
    ...rest,
    amount: parseWei(amount),
    fee: parseWei(fee),
    reason: reason ?? null,
    until: until ?? null,
    hash: hash ?? null,
    confirmations: confirmations ?? 0,
    needed: needed ?? 0,
    endedAt: endedAt ?? null,
  };
}

/**
 * Reads an amount as a person types it, in ether.
 * @param {string} text
 * @param {{ available: bigint, minimum: bigint, maximum: bigint | null }} bounds wei
 * @returns {{ ok: true, amount: bigint } | { ok: false, why: 'malformed' | 'small' | 'large' | 'much', amount: bigint | null }}
 */
export function judgeWithdrawal(text, { available, minimum, maximum }) {
  const amount = parseEther(text);
  if (amount === null || amount === 0n) return { ok: false, why: 'malformed', amount };
  if (amount < minimum) return { ok: false, why: 'small', amount };
  if (maximum !== null && amount > maximum) return { ok: false, why: 'large', amount };
  return amount > available ? { ok: false, why: 'much', amount } : { ok: true, amount };
}
