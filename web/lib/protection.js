/**
 * How a player protects themselves: limits, breaks and the reminder, as the house keeps them.
 * @module
 */

import { operationKey } from './api.js';
import { Signal } from './store.js';
import { parseEther, parseWei } from './wei.js';

const PATH = '/v1/account/protection';
/** Entries have a largest size, so limits have one: there is not more ether than this. */
const MAX_LIMIT = 120_000_000n * 10n ** 18n;

/**
 * @typedef {'dayStake' | 'weekStake' | 'dayLoss' | 'weekLoss'} LimitName
 * @typedef {Record<LimitName, bigint | null>} Limits wei; null for none
 *
 * @typedef {object} State as of some instant; instants are the server's milliseconds
 * @property {Limits} limits that count
 * @property {{ limits: Limits, from: number } | null} raise looser ones that will count
 * @property {{ dayStaked: bigint, weekStaked: bigint, dayLost: bigint, weekLost: bigint }} spending
 * @property {number} coolOffUntil 0 for none
 * @property {number} excludedUntil 0 for none
 * @property {number} reminderMinutes 0 for never
 * @property {bigint} locked the open stakes
 * @property {number} version of the account
 *
 * @typedef {{ limits: Limits, coolOffDays?: number, excludeDays?: number, reminderMinutes: number }} Change
 */

/** @type {LimitName[]} */
export const LIMIT_NAMES = ['dayStake', 'weekStake', 'dayLoss', 'weekLoss'];

export class Protection extends Signal {
  /** @type {State | null} null until the house has told */
  state = null;
  /** Whether the last question was not answered: what is known may be old, or nothing. */
  isUnanswered = false;
  #api;
  #version;
  #generation = 0;

  /**
   * @param {import('./api.js').Api} api
   * @param {() => number} version the newest version of the account that is known
   */
  constructor(api, version) {
    super();
    this.#api = api;
    this.#version = version;
  }

  /** Forgets one player before the next sits down. */
  clear() {
    this.#generation += 1;
    this.state = null;
    this.isUnanswered = false;
    this.emit();
  }

  /** @returns {Promise<import('./api.js').Answer<any>>} */
  async refresh() {
    const generation = this.#generation;
    const answer = await this.#api.get(PATH);
    if (generation === this.#generation) {
      this.isUnanswered = !answer.ok;
      this.#adopt(answer);
    }
    return answer;
  }

  /**
   * @param {Change} change everything as it shall be; without days no break begins
   * @returns {Promise<import('./api.js').Answer<any>>}
   */
  async change({ limits, ...rest }) {
    const generation = this.#generation;
    /** @type {Record<string, string>} */
    const bounds = {};
    for (const name of LIMIT_NAMES) {
      const limit = limits[name];
      if (limit !== null) bounds[name] = String(limit);
    }
    const key = operationKey(Math.max(this.#version(), this.state?.version ?? 0));
    const answer = await this.#api.operate(PATH, { limits: bounds, ...rest }, key);
    if (generation === this.#generation) this.#adopt(answer);
    return answer;
  }

  /**
   * Begins a break and leaves everything else as it is.
   * @param {{ coolOffDays?: number, excludeDays?: number }} days
   */
  async takeBreak(days) {
    // What another window has changed meanwhile must not be undone.
    const known = await this.refresh();
    if (!known.ok || this.state === null) return known;
    return this.change({
      limits: wanted(this.state),
      reminderMinutes: this.state.reminderMinutes,
      ...days,
    });
  }

  /** @param {import('./api.js').Answer<any>} answer */
  #adopt(answer) {
    if (!answer.ok) return;
    const state = readProtection(answer.value);
    if (this.state !== null && state.version < this.state.version) return;
    this.state = state;
    this.emit();
  }
}

/**
 * @param {any} json as the house writes it
 * @returns {State}
 */
export function readProtection({ limits, raise, spending, account, ...rest }) {
  return {
    limits: readLimits(limits),
    raise: raise ? { limits: readLimits(raise.limits), from: raise.from } : null,
    spending: {
      dayStaked: parseWei(spending.dayStaked),
      weekStaked: parseWei(spending.weekStaked),
      dayLost: parseSigned(spending.dayLost),
      weekLost: parseSigned(spending.weekLost),
    },
    coolOffUntil: rest.coolOffUntil ?? 0,
    excludedUntil: rest.excludedUntil ?? 0,
    reminderMinutes: rest.reminderMinutes,
    locked: parseWei(account.locked),
    version: account.version,
  };
}

/**
 * @param {State} state
 * @returns {Limits} what the player asked for last, though it may not count yet
 */
export function wanted(state) {
  return state.raise?.limits ?? state.limits;
}

/**
 * @param {State} state
 * @returns {number} the end of the break, 0 for none
 */
export function breakUntil(state) {
  return Math.max(state.coolOffUntil, state.excludedUntil);
}

/**
 * What the house compares with a limit; a loss may be below zero for who is ahead.
 * @param {State} state
 * @param {LimitName} name
 * @returns {bigint} wei
 */
export function used({ spending, locked }, name) {
  switch (name) {
    case 'dayStake':
      return spending.dayStaked;
    case 'weekStake':
      return spending.weekStaked;
    case 'dayLoss':
      return spending.dayLost + locked;
    case 'weekLoss':
      return spending.weekLost + locked;
  }
}

/**
 * @param {bigint} amount
 * @param {bigint} limit
 * @returns {number} 0 to 100
 */
export function percentOf(amount, limit) {
  if (amount <= 0n) return limit === 0n ? 100 : 0;
  return amount >= limit ? 100 : Number((amount * 100n) / limit);
}

/**
 * @param {State} state
 * @param {bigint} stake
 * @returns {LimitName | null} the first limit that one more stake would go past
 */
export function limitInTheWay(state, stake) {
  const past = (/** @type {LimitName} */ name) => {
    const limit = state.limits[name];
    return limit !== null && used(state, name) + stake > limit;
  };
  return LIMIT_NAMES.find(past) ?? null;
}

/**
 * @param {Limits} counting
 * @param {Limits} asked
 * @returns {Record<LimitName, 'same' | 'lower' | 'higher'>} removing a limit is raising it
 */
export function compareLimits(counting, asked) {
  const compare = (/** @type {LimitName} */ name) => {
    const before = counting[name];
    const after = asked[name];
    if (before === after) return 'same';
    if (after === null) return 'higher';
    return before === null || after < before ? 'lower' : 'higher';
  };
  return /** @type {any} */ (Object.fromEntries(LIMIT_NAMES.map((name) => [name, compare(name)])));
}

/**
 * Reads limits as a person types them, in ether.
 * @param {Record<LimitName, string>} texts empty for none
 * @returns {{ ok: true, limits: Limits } | { ok: false, field: LimitName, why: string }}
 */
export function judgeLimits(texts) {
  /** @type {Limits} */
  const limits = { dayStake: null, weekStake: null, dayLoss: null, weekLoss: null };
  for (const name of LIMIT_NAMES) {
    if (texts[name].trim() === '') continue;
    const limit = parseEther(texts[name]);
    if (limit === null)
      return { ok: false, field: name, why: 'Enter an amount like 0.5, or leave it empty.' };
    if (limit > MAX_LIMIT)
      return { ok: false, field: name, why: 'There is not that much ether. Leave it empty.' };
    limits[name] = limit;
  }
  return { ok: true, limits };
}

/** @param {any} limits */
function readLimits(limits) {
  const read = (/** @type {LimitName} */ name) => [name, limits[name] ? parseWei(limits[name]) : null];
  return /** @type {Limits} */ (Object.fromEntries(LIMIT_NAMES.map(read)));
}

/** @param {string} text wei, perhaps with a minus */
function parseSigned(text) {
  return text.startsWith('-') ? -parseWei(text.slice(1)) : parseWei(text);
}
