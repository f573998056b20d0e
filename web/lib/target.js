/**
 * Where a bet is cashed out without anybody's doing: at its own target, where its profit is the largest
 * of its round, or where the round pays everybody who still flies. See the ledger specification, "How a
 * bet ends".
 * @module
 */

const ONE = 100n;

/**
 * @param {{ stake: bigint, autoCashout: number | null }} bet
 * @param {{ maxProfit?: bigint, forcedAt?: number }} terms of its round, as far as they are known
 * @returns {number} hundredths; infinite for a bet that flies as long as its round, as we know
 */
export function targetOf({ stake, autoCashout }, { maxProfit, forcedAt }) {
  const cap = maxProfit === undefined ? Infinity : Number(ONE + (maxProfit * ONE) / stake);
  return Math.min(autoCashout ?? Infinity, cap, forcedAt ?? Infinity);
}

/**
 * @param {{ stake: bigint, autoCashout: number | null }} bet
 * @param {import('./game.js').Past} past how its round ended
 * @returns {'back' | 'paid' | 'lost' | 'unknown'} `unknown` where the terms of a round that nobody saw
 *   here could have paid it
 */
export function fateOf(bet, past) {
  if (past.voided) return 'back';
  if (targetOf(bet, past) <= (past.crash ?? 0)) return 'paid';
  return past.maxProfit === undefined ? 'unknown' : 'lost';
}
