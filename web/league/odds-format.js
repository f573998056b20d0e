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
  try {
    return storage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {Pick<Storage, 'setItem'>} storage
 * @param {string} format
 */
export function keepOddsFormat(storage, format) {
  try {
    storage.setItem(KEY, format);
  } catch {
    // A full or forbidden storage costs the preference after this visit.
  }
}
