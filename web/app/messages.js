/**
 * What to tell a player: what happened, and what to do about it.
 * @module
 */

/** @type {Record<string, string>} */
const MESSAGES = {
  INSUFFICIENT_FUNDS: 'Your balance does not cover this stake. Lower it or add ether.',
  ROUND_CLOSED: 'Betting closed before your bet arrived. Bet again when the next round opens.',
  ALREADY_CRASHED: 'The round crashed before your cash-out arrived.',
  NOT_FLYING: 'The round is not in flight. Cash out once the curve climbs.',
  SEAT_TAKEN: 'This seat already has a bet in this round. Use the other one or wait for the next round.',
  HOUSE_UNFUNDED:
    'The house has no bankroll to pay winnings from, so it takes no bets. Your balance is safe; try again later.',
  STAKE_OUT_OF_BOUNDS: 'The stake is outside the limits of this round. Choose another amount.',
  LIMIT_REACHED: 'You have as many open bets as the house takes. Wait until one is settled.',
  VERSION_CONFLICT: 'Balance updated, please try again.',
  IDEMPOTENCY_MISMATCH: 'This request was already used for something else. Please try again.',
  KEY_EXPIRED: 'This request is too old to be repeated. Please try again.',
  UNAUTHENTICATED: 'Your session has ended. Sign in again to go on playing.',
  FORBIDDEN: 'This is not yours to do. Sign in with the right wallet.',
  NOT_FOUND: 'The house does not know this any more. Reload the page.',
  RATE_LIMITED: 'Too many requests at once. Wait a few seconds and try again.',
  PLAYER_LIMIT: 'This bet would go past a limit that you have set yourself. Lower the stake.',
  EXCLUDED: 'You are on a break that you have asked for. Bets in play are still paid.',
  PAUSED: 'The house is paused for the moment. Your balance is safe; try again later.',
  UNAVAILABLE: 'The house is busy. Your balance will show what happened; try again in a moment.',
  UNREACHABLE: 'The house did not answer. Check your connection; your balance will show what happened.',
  INTERNAL: 'Something broke in the house. Your balance will show what happened; try again in a moment.',
};

/**
 * @param {import('../lib/api.js').Problem} problem
 * @returns {string}
 */
export function explain({ code, detail }) {
  if (code === 'VALIDATION') return detail || 'The house did not understand this. Check what you entered.';
  return MESSAGES[code] ?? (detail || 'Something went wrong. Please try again.');
}

/**
 * Why a claim was refused is different each time, and the house says it in a sentence.
 * @param {import('../lib/api.js').Problem} problem
 * @returns {string}
 */
export function explainClaim(problem) {
  const isTold = ['FORBIDDEN', 'ALREADY_FINAL', 'PAUSED', 'NOT_FOUND', 'LIMIT_REACHED'].includes(
    problem.code,
  );
  return isTold && problem.detail ? problem.detail : explain(problem);
}

/**
 * Before there is a session, a 401 means something else.
 * @param {import('../lib/api.js').Problem} problem
 * @returns {string}
 */
export function explainSignIn(problem) {
  if (problem.code !== 'UNAUTHENTICATED') return explain(problem);
  return 'The signature was not accepted, or it came too late. Please sign again.';
}

/**
 * A wallet's refusal has a code of its own (EIP-1193) and often no words.
 * @param {any} failure
 * @returns {string}
 */
export function explainWallet(failure) {
  if (failure?.code === 4001) return 'You declined in your wallet. Try again when you are ready.';
  if (failure?.code === -32002) return 'Your wallet is already asking you. Open it and answer there.';
  return `The wallet could not sign: ${failure?.message ?? 'no reason given'}`;
}
