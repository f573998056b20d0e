/**
 * What others have done, in one calm sentence for everything that came within a moment.
 * @module
 */

import { REAL_TIMERS } from '../lib/timers.js';

const GATHER_MS = 400;
const WORDS = { bet_created: 'added', bet_updated: 'changed', bet_deleted: 'deleted' };

export class News {
  #say;
  #timers;
  /** @type {Record<string, number>} */
  #counts = {};
  /** @type {Set<string>} */
  #names = new Set();
  #waits = false;

  /**
   * @param {(sentence: string) => void} say
   * @param {import('../lib/timers.js').Timers} [timers]
   */
  constructor(say, timers = REAL_TIMERS) {
    this.#say = say;
    this.#timers = timers;
  }

  /**
   * @param {keyof typeof WORDS} what
   * @param {{ bet: any, updateType?: string }} detail
   */
  hear(what, { bet, updateType }) {
    const word = updateType?.endsWith('grade') ? 'graded' : WORDS[what];
    this.#counts[word] = (this.#counts[word] ?? 0) + 1;
    if (what !== 'bet_deleted' && bet.updated_by) this.#names.add(bet.updated_by);
    if (this.#waits) return;
    this.#waits = true;
    this.#timers.after(GATHER_MS, () => this.#tell());
  }

  #tell() {
    this.#waits = false;
    const parts = Object.entries(this.#counts).map(
      ([word, count]) => `${count === 1 ? 'a bet' : `${count} bets`} ${word}`,
    );
    const names = [...this.#names];
    this.#counts = {};
    this.#names.clear();
    const sentence = parts.join(', ');
    this.#say(
      `${sentence[0].toUpperCase()}${sentence.slice(1)}${names.length === 1 ? ` by ${names[0]}` : ''}.`,
    );
  }
}
