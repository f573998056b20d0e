/**
 * How somebody wants odds to be written, kept in the browser.
 * @module
 */

const KEY = 'fairfall.odds-format';

/**
 * @param {Pick<Storage, 'getItem'>} storage
 * @returns {string} empty for as they were written
 */
export function oddsFormat(storage) {
  return storage.getItem(KEY) ?? '';
}

/**
 * @param {Pick<Storage, 'setItem'>} storage
 * @param {string} format
 */
export function keepOddsFormat(storage, format) {
  storage.setItem(KEY, format);
}
