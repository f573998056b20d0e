/**
 * Timers by purpose: setting one again replaces it, and ending them all is one call.
 * @module
 */

/**
 * @typedef {{ after: (ms: number, task: () => void) => any, cancel: (timer: any) => void }} Timers
 */

/** @type {Timers} */
export const REAL_TIMERS = {
  after: (ms, task) => setTimeout(task, ms),
  cancel: (timer) => clearTimeout(timer),
};

export class NamedTimers {
  #timers;
  /** @type {Map<string, any>} */
  #pending = new Map();

  /** @param {Timers} timers */
  constructor(timers) {
    this.#timers = timers;
  }

  /**
   * @param {string} purpose
   * @param {number} ms
   * @param {() => void} task
   */
  set(purpose, ms, task) {
    this.cancel(purpose);
    const run = () => {
      this.#pending.delete(purpose);
      task();
    };
    this.#pending.set(purpose, this.#timers.after(ms, run));
  }

  /** @param {string} purpose */
  isSet(purpose) {
    return this.#pending.has(purpose);
  }

  /** @param {string} purpose */
  cancel(purpose) {
    this.#timers.cancel(this.#pending.get(purpose));
    this.#pending.delete(purpose);
  }

  cancelAll() {
    for (const timer of this.#pending.values()) this.#timers.cancel(timer);
    this.#pending.clear();
  }
}
