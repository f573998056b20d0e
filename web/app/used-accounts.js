/**
 * Which development wallets this browser has signed in with: they are offered apart from fresh ones.
 * @module
 */

const KEY = 'fairfall.development-accounts';

/**
 * @param {Pick<Storage, 'getItem'>} storage of the browser
 * @returns {string[]} their addresses
 */
export function usedAccounts(storage) {
  try {
    const used = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(used) ? used : [];
  } catch {
    return [];
  }
}

/**
 * @param {Pick<Storage, 'getItem' | 'setItem'>} storage of the browser
 * @param {string} account
 */
export function rememberUsed(storage, account) {
  try {
    storage.setItem(KEY, JSON.stringify([...new Set([...usedAccounts(storage), account])]));
  } catch {
    // Without storage every account counts as fresh.
  }
}
