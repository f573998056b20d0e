/**
 * How long a channel is given before it is asked about.
 *
 * What is missing may be on its way, so everybody waits some hundred milliseconds. Where there are many
 * they miss the same thing in the same instant: then some ask at once and ever fewer later, so that most
 * are told soon and the last ones are no crowd. What is one's own nobody else asks for.
 * @module
 */

import { PRIVATE_CHANNELS } from './channels.js';

/** How long whatever is missing is given to come by itself. */
const USUAL_MS = { least: 300, most: 500 };
/** So much longer the longest wait is for each time as patient as usual that one is to be. */
const CROWDED_MS = 15_000;

export class GapTimer {
  #alarms;
  #parts;

  /**
   * @param {import('./timers.js').NamedTimers} alarms
   * @param {{ random: () => number, crowding: () => number }} parts
   */
  constructor(alarms, parts) {
    this.#alarms = alarms;
    this.#parts = parts;
  }

  /**
   * Does something about channels that still want it in a while.
   * @param {string} purpose
   * @param {() => string[]} wanting
   * @param {(channels: string[]) => void} task
   */
  until(purpose, wanting, task) {
    for (const own of [true, false]) {
      const wants = () => wanting().filter((channel) => PRIVATE_CHANNELS.includes(channel) === own);
      const name = own ? `${purpose} own` : purpose;
      if (wants().length === 0) this.#alarms.cancel(name);
      else if (!this.#alarms.isSet(name)) this.#alarms.set(name, this.#wait(own), () => task(wants()));
    }
  }

  /** @param {boolean} own */
  #wait(own) {
    const { random, crowding } = this.#parts;
    const most = USUAL_MS.most + (own ? 0 : CROWDED_MS * (crowding() - 1));
    return USUAL_MS.least * (most / USUAL_MS.least) ** random();
  }
}
