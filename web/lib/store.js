/**
 * Listeners of a model: told that something changed, they read what they need.
 * @module
 */

export class Signal {
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /**
   * @param {() => void} listener
   * @returns {() => void} ends the subscription
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells every listener; one that throws does not keep the news from the others. */
  emit() {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (failure) {
        queueMicrotask(() => {
          throw failure;
        });
      }
    }
  }
}
