/**
 * The flight: floor(100 · e^(0.00006 · ms)) hundredths at `ms` after the start. Nothing about it is
 * sent while a round flies; every browser draws it from the start and a measured clock.
 *
 * The house decides by instants, never by the figure on a screen, so a last-digit difference of
 * this machine's exponential cannot cost anybody anything.
 * @module
 */

const GROWTH_PER_MS = 0.00006;
const MIN_HUNDREDTHS = 100;
/** The least auto cash-out that the rules allow. */
export const MIN_AUTO_HUNDREDTHS = 101;
export const MAX_AUTO_HUNDREDTHS = 1_000_000_000;
/** The largest multiplier that the crash formula can give: 99 · 2^52 hundredths at r = 2^52 − 1. */
const MAX_AUTO_DIGITS = 12;

/**
 * @param {number} elapsedMs since the start of the flight
 * @returns {number} hundredths, at least 100
 */
export function multiplierAt(elapsedMs) {
  return elapsedMs <= 0 ? MIN_HUNDREDTHS : Math.floor(100 * Math.exp(GROWTH_PER_MS * elapsedMs));
}

/**
 * The unrounded height of the curve, for drawing alone.
 * @param {number} elapsedMs
 * @returns {number} 1 at the start
 */
export function heightAt(elapsedMs) {
  return elapsedMs <= 0 ? 1 : Math.exp(GROWTH_PER_MS * elapsedMs);
}

/**
 * The first millisecond at which the curve shows a multiplier.
 * @param {number} multiplier hundredths
 * @returns {number} milliseconds after the start
 */
export function elapsedTo(multiplier) {
  if (multiplier <= MIN_HUNDREDTHS) return 0;
  let ms = Math.ceil(Math.log(multiplier / 100) / GROWTH_PER_MS);
  while (ms > 0 && multiplierAt(ms - 1) >= multiplier) ms -= 1;
  while (multiplierAt(ms) < multiplier) ms += 1;
  return ms;
}

/**
 * @param {number} hundredths
 * @returns {string} like "1.89×"
 */
export function formatMultiplier(hundredths) {
  const whole = Math.floor(hundredths / 100);
  return `${whole}.${String(hundredths % 100).padStart(2, '0')}×`;
}

/**
 * @param {string} text
 * @returns {boolean} whether it is a multiplier with more decimals than are counted
 */
export function isTooFine(text) {
  return /^\d+[.,]\d{3,}\s*[x×]?$/i.test(text.trim());
}

/**
 * Reads an auto cash-out that a person typed.
 * @param {string} text like "2", "1.5", "2.00×"
 * @returns {number | null} hundredths; null when it is no multiplier of at most two decimals
 */
export function parseMultiplier(text) {
  const match = /^(\d{1,12})(?:[.,](\d{0,2}))?\s*[x×]?$/i.exec(text.trim());
  if (!match || match[1].length > MAX_AUTO_DIGITS) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
