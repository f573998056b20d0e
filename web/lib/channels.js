/**
 * The channels that the house knows by itself: what everybody may follow, and what is one player's own.
 * @module
 */

export const PUBLIC_CHANNELS = ['game', 'rounds', 'settings'];
/** Followed by one player alone. */
export const PRIVATE_CHANNELS = ['account', 'deposits'];
