/**
 * The browser's storages, where they may be had. Somebody who blocks cookies has blocked them too: then
 * reading `localStorage` throws, and what would be kept in it lasts as long as the page.
 * @module
 */

/**
 * @param {{ localStorage: Storage, sessionStorage: Storage }} page a window
 * @param {'localStorage' | 'sessionStorage'} name
 * @returns {Storage}
 */
export function storageOf(page, name) {
  try {
    const storage = page[name];
    storage.getItem('fairfall');
    return storage;
  } catch {
    return new PageStorage();
  }
}

/**
 * Keeps things for as long as the page lives.
 * @implements {Storage}
 */
export class PageStorage {
  /** @type {Map<string, string>} */
  #items = new Map();

  get length() {
    return this.#items.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    this.#items.set(key, String(value));
  }

  /** @param {string} key */
  removeItem(key) {
    this.#items.delete(key);
  }

  clear() {
    this.#items.clear();
  }
}
