/**
 * Which notices stand, however many there are: equal ones are counted, not repeated, and there are
 * never more than a few. When everything fails at once, one sentence says so.
 * @module
 */

import { NamedTimers, REAL_TIMERS } from '../lib/timers.js';

export const MAX_TOASTS = 3;
/** What went well is read at a glance; what went wrong says what to do. */
export const LIFE_MS = 3_000;
export const BAD_LIFE_MS = 8_000;

/**
 * @typedef {object} Board what draws them
 * @property {(text: string, tone: string) => void} add
 * @property {(text: string, count: number) => void} count an equal one came
 * @property {(text: string) => void} remove
 */

export class ToastList {
  #board;
  #alarms;
  /** @type {Map<string, number>} how often each was said, oldest first */
  #counts = new Map();
  /** @type {Map<string, number>} how long each stands */
  #lives = new Map();

  /**
   * @param {Board} board
   * @param {import('../lib/timers.js').Timers} [timers]
   */
  constructor(board, timers = REAL_TIMERS) {
    this.#board = board;
    this.#alarms = new NamedTimers(timers);
  }

  /**
   * @param {string} text
   * @param {string} tone
   */
  say(text, tone) {
    const count = (this.#counts.get(text) ?? 0) + 1;
    this.#counts.set(text, count);
    this.#lives.set(text, tone === 'bad' ? BAD_LIFE_MS : LIFE_MS);
    if (count > 1) this.#board.count(text, count);
    else {
      const [oldest] = this.#counts.keys();
      if (this.#counts.size > MAX_TOASTS) this.drop(oldest);
      this.#board.add(text, tone);
    }
    this.letGo(text);
  }

  /** @param {string} text that somebody is reading */
  hold(text) {
    this.#alarms.cancel(text);
  }

  /** @param {string} text that goes by itself from now on */
  letGo(text) {
    const life = this.#lives.get(text);
    if (life !== undefined) this.#alarms.set(text, life, () => this.drop(text));
  }

  /** @param {string} text */
  drop(text) {
    this.#alarms.cancel(text);
    this.#lives.delete(text);
    if (this.#counts.delete(text)) this.#board.remove(text);
  }
}
