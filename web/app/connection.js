/**
 * How the page is connected, in a word and a dot.
 * @module
 */

import { NamedTimers, REAL_TIMERS } from '../lib/timers.js';
import { hook, mark, say } from './dom.js';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  polling: 'Slow connection',
  offline: 'Offline',
  paused: 'Paused',
};

/** A page that is just being opened, or that is back after a second, is no news. */
const LOST_AFTER_MS = 3_000;

/**
 * Says once that the connection is lost, and once that it is back; how it goes on meanwhile is shown by
 * the word and the dot.
 */
export class ConnectionNotices {
  #say;
  #timers;
  #wasLive = false;
  #isTold = false;

  /**
   * @param {(sentence: string, tone: 'info' | 'good' | 'bad') => void} say
   * @param {import('../lib/timers.js').Timers} [timers]
   */
  constructor(say, timers = REAL_TIMERS) {
    this.#say = say;
    this.#timers = new NamedTimers(timers);
  }

  /** @param {import('../lib/sync.js').State} state as often as one likes */
  hear(state) {
    if (state === 'live' || state === 'paused') {
      this.#timers.cancelAll();
      if (state === 'live' && this.#isTold) this.#say('Connected again.', 'good');
      if (state === 'live') this.#isTold = false;
      this.#wasLive ||= state === 'live';
    } else if (this.#wasLive && !this.#isTold && !this.#timers.isSet('lost')) {
      this.#timers.set('lost', LOST_AFTER_MS, () => {
        this.#isTold = true;
        this.#say('Connection lost. Trying to come back.', 'bad');
      });
    }
  }
}

/** @param {import('../lib/sync.js').State} state */
export function drawConnection(state) {
  const connection = hook('connection');
  mark(connection, 'data-state', state);
  say(connection, WORDS[state]);
}
