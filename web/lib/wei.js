/**
 * Exact money: wei as BigInt, decimal text at both ends. No floating point touches an amount.
 * @module
 */

export const WEI_PER_ETHER = 10n ** 18n;
const ETHER_DECIMALS = 18;
const MAX_WEI_DIGITS = 78;
/** An amount that is cut for display still shows this many of its digits. */
const MIN_SIGNIFICANT_DIGITS = 2;

/**
 * Reads an amount as the server writes it.
 * @param {string} text unsigned decimal wei, up to 78 digits
 * @returns {bigint}
 * @throws {RangeError} when the text is anything else
 */
export function parseWei(text) {
  if (typeof text !== 'string' || text.length > MAX_WEI_DIGITS || !/^\d+$/.test(text)) {
    throw new RangeError(`not an amount in wei: ${text}`);
  }
  return BigInt(text);
}

/** A thousand to one reader, and one to another: nobody's money follows from a guess. */
const TWO_WAYS = /^[1-9]\d{0,2},\d{3}$/;

/**
 * @param {string} text
 * @returns {boolean} whether a comma in it separates thousands to some and decimals to others
 */
export function isTwoWays(text) {
  return TWO_WAYS.test(text.trim());
}

/**
 * Reads what a person typed as ether.
 * @param {string} text like "0.25", "0,25", ".5" or "3"
 * @returns {bigint | null} wei; null when it is no amount, finer than a wei, or `1,000`, see
 *   {@link isTwoWays}
 */
export function parseEther(text) {
  if (isTwoWays(text)) return null;
  const match = /^(\d{0,59})(?:[.,](\d{0,18}))?$/.exec(text.trim());
  if (!match || !(match[1] || match[2])) return null;
  const fraction = (match[2] ?? '').padEnd(ETHER_DECIMALS, '0');
  return BigInt(match[1] || '0') * WEI_PER_ETHER + BigInt(fraction);
}

/**
 * Writes wei as ether, cut towards zero and without trailing zeros. An amount smaller than the
 * last place keeps its first digits, so that something never reads as nothing.
 * @param {bigint} wei may be negative
 * @param {number} [places] decimal places to keep, 0 to 18; all by default, which is exact
 * @returns {string}
 */
export function formatEther(wei, places = ETHER_DECIMALS) {
  const size = wei < 0n ? -wei : wei;
  const whole = size / WEI_PER_ETHER;
  const digits = (size % WEI_PER_ETHER).toString().padStart(ETHER_DECIMALS, '0');
  const leadingZeros = digits.length - digits.replace(/^0+/, '').length;
  const needed = whole === 0n && size > 0n ? leadingZeros + MIN_SIGNIFICANT_DIGITS : 0;
  const fraction = digits.slice(0, Math.max(places, needed)).replace(/0+$/, '');
  return `${wei < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/**
 * What a cash-out pays, as the ledger counts it: rounded down, profit capped.
 * @param {bigint} stake wei
 * @param {number} multiplier hundredths
 * @param {bigint | null} [maxProfit] wei
 * @returns {bigint} wei
 */
export function payoutOf(stake, multiplier, maxProfit = null) {
  const payout = (stake * BigInt(multiplier)) / 100n;
  return maxProfit !== null && payout > stake + maxProfit ? stake + maxProfit : payout;
}
