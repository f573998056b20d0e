/**
 * Checking a round with nothing of ours but published values.
 *
 * Game hashes are links of a SHA-256 chain, played backwards: the hash of a round, hashed once more,
 * must be the commitment that was published before its bets. The crash point then follows from the
 * game hash and a salt that nobody knew when the chain was made:
 *
 *     r     = top 52 bits of HMAC-SHA-256(key = salt, message = game hash)   both lower-case hex text
 *     crash = max(100, floor(99 · 2^52 / (2^52 − r)))                        hundredths
 * @module
 */

const HASH_BITS = 256n;
const POINT_BITS = 52n;
const POINT_RANGE = 1n << POINT_BITS;
const EDGE_PERCENT_LEFT = 99n;
const MIN_CRASH = 100n;

const utf8 = new TextEncoder();

/** @param {ArrayBuffer} bytes */
function hex(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * One step along the chain.
 * @param {string} link lower-case hex text
 * @returns {Promise<string>} SHA-256 of that text, lower-case hex
 */
export async function nextLink(link) {
  return hex(await crypto.subtle.digest('SHA-256', utf8.encode(link)));
}

/**
 * @param {string} digest HMAC of the round, 64 hex digits
 * @returns {number} crash point in hundredths, in exact integer arithmetic
 */
export function crashOfDigest(digest) {
  const r = BigInt(`0x${digest}`) >> (HASH_BITS - POINT_BITS);
  const crash = (EDGE_PERCENT_LEFT * POINT_RANGE) / (POINT_RANGE - r);
  return Number(crash < MIN_CRASH ? MIN_CRASH : crash);
}

/**
 * @param {string} salt lower-case hex text
 * @param {string} gameHash lower-case hex text
 * @returns {Promise<{ digest: string, crash: number }>}
 */
export async function crashOf(salt, gameHash) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8.encode(salt), algorithm, false, ['sign']);
  const digest = hex(await crypto.subtle.sign('HMAC', key, utf8.encode(gameHash)));
  return { digest, crash: crashOfDigest(digest) };
}

/**
 * @typedef {object} Verdict
 * @property {string} link what the game hash hashes to
 * @property {boolean} linkHolds whether that is the commitment
 * @property {string} digest
 * @property {number} crash as computed here, hundredths
 * @property {boolean} crashHolds whether that is what the house announced
 */

/**
 * @param {{ gameHash: string, commitment: string, salt: string, crash: number }} published
 * @returns {Promise<Verdict>}
 */
export async function verify({ gameHash, commitment, salt, crash }) {
  const link = await nextLink(gameHash);
  const computed = await crashOf(salt, gameHash);
  return { link, linkHolds: link === commitment, ...computed, crashHolds: computed.crash === crash };
}
