/**
 * Prices, in any of the three ways in which bookmakers write them, read exactly as the house reads them.
 *
 * All of them say the same number: what a stake of one wins. American `+150` wins 150 on 100, `-110`
 * wins 100 on 110; decimal `2.50` returns 2.50 on 1, stake included; fractional `3/2` wins 3 on 2.
 * Nothing is rounded before a price is written down.
 * @module
 */

/**
 * @typedef {object} Odds what a stake of one wins, as a fraction in lowest terms
 * @property {bigint} top
 * @property {bigint} bottom
 *
 * @typedef {'american' | 'decimal' | 'fractional'} OddsFormat
 */

/** What a form field may hold; the bounds of a price are {@link parseOdds}'s. */
export const ODDS_PATTERN =
  '[+\\-][1-9][0-9]{2,5}|[1-9][0-9]{0,3}\\.[0-9]{1,4}|[1-9][0-9]{0,3}/[1-9][0-9]{0,3}|[Ee]vens?';

const AMERICAN = /^([+-])([1-9][0-9]{2,5})$/;
const DECIMAL = /^([1-9][0-9]{0,3})\.([0-9]{1,4})$/;
const FRACTIONAL = /^([1-9][0-9]{0,3})\/([1-9][0-9]{0,3})$/;
const EVEN = /^evens?$/i;
/** A stake of one wins between a thousandth and a thousand. */
const BOUND = 1_000n;
const DECIMAL_PLACES = 4;
const LEAST_PLACES = 2;

/**
 * @param {string} text
 * @returns {Odds | null} null for what is no price
 */
export function parseOdds(text) {
  const odds = read(text.trim());
  return odds && odds.top * BOUND >= odds.bottom && odds.top <= odds.bottom * BOUND ? odds : null;
}

/**
 * @param {string} written
 * @returns {Odds | null}
 */
function read(written) {
  const american = AMERICAN.exec(written);
  if (american) {
    const number = BigInt(american[2]);
    return american[1] === '+' ? lowest(number, 100n) : lowest(100n, number);
  }
  const fractional = FRACTIONAL.exec(written);
  if (fractional) return lowest(BigInt(fractional[1]), BigInt(fractional[2]));
  if (EVEN.test(written)) return lowest(1n, 1n);
  const decimal = DECIMAL.exec(written);
  if (!decimal) return null;
  const bottom = 10n ** BigInt(decimal[2].length);
  return lowest(BigInt(decimal[1] + decimal[2]) - bottom, bottom);
}

/**
 * A price in a format. American odds are rounded half up to a whole number, decimal ones to four
 * places; fractional ones are exact.
 * @param {Odds} odds
 * @param {OddsFormat} format
 * @returns {string}
 */
export function formatOdds({ top, bottom }, format) {
  if (format === 'fractional') return `${top}/${bottom}`;
  if (format === 'decimal') return decimalOf(top, bottom);
  return top >= bottom ? `+${rounded(top * 100n, bottom)}` : `-${rounded(bottom * 100n, top)}`;
}

/**
 * A price as somebody wants to read it.
 * @param {string} text as it was written
 * @param {OddsFormat | ''} format empty for as it was written
 * @returns {string}
 */
export function oddsIn(text, format) {
  const odds = format === '' ? null : parseOdds(text);
  return odds && format !== '' ? formatOdds(odds, format) : text;
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {number} above 0 if the first price wins more, 0 where they are the same or none
 */
export function compareOdds(one, other) {
  const [a, b] = [parseOdds(one), parseOdds(other)];
  if (a === null || b === null) return 0;
  const [left, right] = [a.top * b.bottom, b.top * a.bottom];
  return left === right ? 0 : left > right ? 1 : -1;
}

/**
 * @param {bigint} top
 * @param {bigint} bottom
 */
function decimalOf(top, bottom) {
  const scale = 10n ** BigInt(DECIMAL_PLACES);
  const digits = String(rounded((top + bottom) * scale, bottom)).padStart(DECIMAL_PLACES + 1, '0');
  const places = digits.slice(-DECIMAL_PLACES).replace(/0+$/, '').padEnd(LEAST_PLACES, '0');
  return `${digits.slice(0, -DECIMAL_PLACES)}.${places}`;
}

/**
 * Half up.
 * @param {bigint} top
 * @param {bigint} bottom
 */
function rounded(top, bottom) {
  return (2n * top + bottom) / (2n * bottom);
}

/**
 * @param {bigint} top
 * @param {bigint} bottom
 * @returns {Odds}
 */
function lowest(top, bottom) {
  let [a, b] = [top, bottom];
  while (b > 0n) [a, b] = [b, a % b];
  return { top: top / a, bottom: bottom / a };
}
