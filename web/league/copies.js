/**
 * What was seen last, kept in the browser: a league is readable without a network.
 * @module
 */

const MAX_WEEKS = 8;

export class Copies {
  #storage;
  #prefix;

  /**
   * @param {Storage} storage
   * @param {string} player whose copies
   */
  constructor(storage, player) {
    this.#storage = storage;
    this.#prefix = `fairfall.copy:${player}:`;
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  keep(name, value) {
    try {
      this.#storage.setItem(this.#prefix + name, JSON.stringify(value));
      this.#forgetOldest(name);
    } catch {
      // A full or forbidden storage costs the copy and nothing else.
    }
  }

  /**
   * @param {string} name
   * @returns {any} null where nothing was kept
   */
  find(name) {
    try {
      return JSON.parse(this.#storage.getItem(this.#prefix + name) ?? 'null');
    } catch {
      return null;
    }
  }

  /** @param {string} name of the newest; weeks are named after their dates */
  #forgetOldest(name) {
    if (!name.startsWith('week:')) return;
    const names = Array.from({ length: this.#storage.length }, (_, at) => this.#storage.key(at) ?? '');
    const weeks = names.filter((key) => key.startsWith(`${this.#prefix}week:`));
    const oldestFirst = weeks.sort((one, other) => (one.slice(-10) < other.slice(-10) ? -1 : 1));
    for (const key of oldestFirst.slice(0, Math.max(0, weeks.length - MAX_WEEKS))) {
      if (key !== this.#prefix + name) this.#storage.removeItem(key);
    }
  }
}
