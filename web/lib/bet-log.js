/**
 * One week of a pool's bets, the same in every browser.
 *
 * Snapshots, replayed events and polls may bring the same news in any order. Each carries a revision
 * of the week's journal, and only what is newer than the known one counts, so that every change is
 * told once: as an event of the journal, or as what differs between two whole lists.
 * @module
 */

import { compatibleMessage } from './compatible.js';
import { Signal } from './store.js';

/**
 * @typedef {{ betId: string } & Record<string, any>} LoggedBet
 *
 * @typedef {object} Told what the journal says of a change; absent where a whole list shows it
 * @property {string} [updateType]
 * @property {number | string} [timestamp]
 *
 * @typedef {object} Events
 * @property {{ weekKey: string, bets: LoggedBet[] }} initialized the first whole list
 * @property {{ bet: LoggedBet } & Told} bet_created
 * @property {{ bet: LoggedBet, before: LoggedBet } & Told} bet_updated
 * @property {{ bet: LoggedBet } & Told} bet_deleted one for each bet of a bulk deletion
 * @property {import('./compatible.js').CompatibleMessage} message the same again, where it was asked
 *   for by `compatible`
 * @property {{ problem: { code?: string } }} refused the server does not let us follow this week
 */

/** @extends {Signal<Events>} */
export class BetLog extends Signal {
  /** @type {{ code?: string } | null} why this week is not to be followed */
  refused = null;
  #api;
  #path;
  /** @type {Map<string, LoggedBet> | null} null until the first whole list */
  #bets = null;
  #revision = 0;
  /** @type {string | null} of the newest poll */
  #tag = null;
  #generation = 0;
  /** @type {import('./cursor.js').Event[]} what came while the first whole list is on its way */
  #early = [];

  /**
   * @param {Pick<import('./api.js').Api, 'getChanged'>} api
   * @param {{ pool: string, weekKey: string }} week
   * @param {{ compatible?: boolean, now?: () => number }} [form] whether to tell everything a second
   *   time as `message`, in an older system's form, and what dates what has no date
   */
  constructor(api, { pool, weekKey }, { compatible = false, now = Date.now } = {}) {
    super();
    this.#api = api;
    if (compatible) this.#tellCompatibly({ weekKey, now });
    this.weekKey = weekKey;
    this.channel = `week:${pool}:${weekKey}`;
    this.#path = `/v1/pools/${encodeURIComponent(pool)}/weeks/${encodeURIComponent(weekKey)}`;
  }

  /** @param {{ weekKey: string, now: () => number }} of */
  #tellCompatibly(of) {
    for (const type of /** @type {const} */ (['bet_created', 'bet_updated', 'bet_deleted']))
      this.on(type, (told) => this.tell('message', compatibleMessage(type, told, of)));
  }

  /** @returns {LoggedBet[] | null} in the order of their creation; null until the first answer */
  get bets() {
    return this.#bets === null ? null : [...this.#bets.values()];
  }

  /** @returns {number} how many changes of the week are known */
  get revision() {
    return this.#revision;
  }

  /** Forgets everything: the journal is another one now. */
  clear() {
    this.#generation += 1;
    this.#bets = null;
    this.#revision = 0;
    this.#tag = null;
    this.#early = [];
    this.emit();
  }

  /** @param {{ code?: string }} problem */
  refuse(problem) {
    this.refused = problem;
    this.tell('refused', { problem });
    this.emit();
  }

  /**
   * @param {{ bets?: LoggedBet[] }} list all bets of the week; without them it was too large for a
   *   message, and is fetched over HTTP
   * @param {number} revision
   */
  adopt({ bets }, revision) {
    if (bets === undefined) {
      this.poll(false);
      return;
    }
    if (this.#bets !== null && revision <= this.#revision) return;
    const before = this.#bets;
    this.#bets = new Map(bets.map((bet) => [bet.betId, bet]));
    this.#revision = revision;
    if (before === null) this.tell('initialized', { weekKey: this.weekKey, bets });
    else this.#tellDifferences(before, this.#bets);
    for (const event of this.#early.splice(0)) this.apply(event);
    this.emit();
  }

  /** @param {import('./cursor.js').Event} event of this week's channel */
  apply(event) {
    const { id, data } = event;
    if (this.#bets === null) this.#early.push(event);
    if (this.#bets === null || id <= this.#revision) return;
    this.#revision = id;
    if (data.weekKey === undefined || data.weekKey === this.weekKey) this.#change(this.#bets, data);
    this.emit();
  }

  /**
   * Asks over HTTP, where no socket brings the news.
   * @param {boolean} [isPoll] whether for want of a socket: the house counts those
   * @returns {Promise<'news' | 'same' | 'silence'>}
   */
  async poll(isPoll = true) {
    const generation = this.#generation;
    const answer = await this.#api.getChanged(this.#path, this.#tag, isPoll);
    if (!answer.ok) return 'silence';
    if (answer.value === null || generation !== this.#generation) return 'same';
    this.#tag = answer.tag ?? null;
    const before = this.#revision;
    this.adopt(answer.value, answer.value.revision);
    return this.#revision > before ? 'news' : 'same';
  }

  /**
   * @param {Map<string, LoggedBet>} bets
   * @param {{ type: string, data: any, updateType?: string, timestamp?: number | string }} change
   */
  #change(bets, { type, data, updateType, timestamp }) {
    if (type === 'bet_deleted') {
      for (const betId of data.betIds ?? [data.betId]) {
        const bet = bets.get(betId);
        if (bet && bets.delete(betId)) this.tell('bet_deleted', { bet, updateType, timestamp });
      }
    } else if (type === 'bet_created' || type === 'bet_updated') {
      for (const news of data.bets ?? [data]) {
        const before = bets.get(news.betId);
        const bet = data.bets ? patched(before, news) : news;
        bets.set(bet.betId, bet);
        if (before === undefined) this.tell('bet_created', { bet, updateType, timestamp });
        else this.tell('bet_updated', { bet, before, updateType, timestamp });
      }
    }
  }

  /**
   * @param {Map<string, LoggedBet>} before
   * @param {Map<string, LoggedBet>} after
   */
  #tellDifferences(before, after) {
    for (const [betId, bet] of before) if (!after.has(betId)) this.tell('bet_deleted', { bet });
    for (const [betId, bet] of after) {
      const known = before.get(betId);
      if (known === undefined) this.tell('bet_created', { bet });
      else if (!isSame(known, bet)) this.tell('bet_updated', { bet, before: known });
    }
  }
}

/**
 * A bulk grading tells of each bet only what is new; closing prices belong to the legs.
 * @param {LoggedBet | undefined} bet
 * @param {LoggedBet} news
 * @returns {LoggedBet}
 */
function patched(bet, { closing_odds: closing = [], ...news }) {
  const data = bet?.bet_data;
  if (!data) return { ...bet, ...news };
  const legs = data.legs.map((/** @type {any} */ leg, /** @type {number} */ index) => {
    const { closing_odds: _, ...rest } = leg;
    return closing[index] ? { ...rest, closing_odds: closing[index] } : rest;
  });
  return { ...bet, ...news, bet_data: { ...data, legs } };
}

/**
 * @param {LoggedBet} one
 * @param {LoggedBet} other
 */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
