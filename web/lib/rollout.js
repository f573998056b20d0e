/**
 * Which players a raised limit is for. Always the same hundredths of them: the house takes the CRC-32
 * of the address, and so does this.
 * @module
 */

const POLYNOMIAL = 0xedb88320;
const ONE_HUNDRED_PERCENT = 100;

/**
 * @typedef {object} Settings what the house tells everybody of its settings
 * @property {boolean} bettingPaused
 * @property {bigint | null} raisedMaxStake wei
 * @property {number} rolloutPercent
 */

/**
 * @param {string | null} player lower-case address, null for nobody
 * @param {bigint} general wei, what the round says
 * @param {Settings} settings
 * @returns {bigint} the largest stake of this player
 */
export function maxStakeOf(player, general, { raisedMaxStake, rolloutPercent }) {
  const raised = raisedMaxStake !== null && raisedMaxStake > general;
  return raised && player !== null && isInRollout(player, rolloutPercent) ? raisedMaxStake : general;
}

/**
 * @param {string} player
 * @param {number} percent
 */
export function isInRollout(player, percent) {
  return crc32(new TextEncoder().encode(player)) % ONE_HUNDRED_PERCENT < percent;
}

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
