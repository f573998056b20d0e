/**
 * Checking a round with nothing of ours but published values.
 *
 * Game hashes are links of a SHA-256 chain, played backwards: the hash of a round, hashed once more,
 * must be the commitment that was published before its bets. The crash point then follows from the
 * game hash and a salt that nobody knew when the chain was made:
 *
 *     r     = top 52 bits of HMAC-SHA-256(key = salt, message = game hash)   both lower-case hex text
 *     crash = max(100, floor(99 · 2^52 / (2^52 − r)))                        hundredths
 *
 * A hash that leads to the commitment of its own round proves little: both could have been made up
 * together. It must lead on to the hash with which its chain was published, and the round must be
 * the next game after the one before it: a house that changes its chains to and fro has a choice.
 * @module
 */

const HASH_BITS = 256n;
const POINT_BITS = 52n;
const POINT_RANGE = 1n << POINT_BITS;
const EDGE_PERCENT_LEFT = 99n;
const MIN_CRASH = 100n;
/** So many links are hashed here; further ones would take a browser too long. */
const MAX_LINKS = 10_000;
/** Of 200 chains each: years of games. */
const MAX_CHAIN_PAGES = 100;

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

/**
 * @typedef {object} Chain as in `GET /v1/fairness`
 * @property {string} chain
 * @property {string} terminalHash
 * @property {number} length
 * @property {string} [salt] of a chain of before
 *
 * @typedef {{ chain: string, game: number, commitment: string, gameHash?: string }} Played
 *
 * @typedef {'holds' | 'broken' | 'unknown'} Judgement
 */

/**
 * What is published of a round's chain, of all that came after it and of the one before it.
 * @param {(path: string) => Promise<any>} get
 * @param {string} chain the round's
 * @returns {Promise<Chain[] | null>} newest first; null if they could not be read, or are too many
 */
export async function chainsTo(get, chain) {
  /** @type {Chain[]} */
  const chains = [];
  let page = '';
  for (let pages = 0; pages < MAX_CHAIN_PAGES; pages++) {
    const { ok, value } = await get(`/v1/fairness${page}`);
    if (!ok) return null;
    chains.push(...value.chains);
    const at = chains.findIndex((each) => each.chain === chain);
    if (value.next === undefined || (at >= 0 && at < chains.length - 1)) return chains;
    page = `?before=${value.next}`;
  }
  return null;
}

/**
 * Whether a game hash is of the chain that it names: hashed once for each game up to its own, it is
 * the hash that was published first.
 * @param {Played} round
 * @param {Chain[]} chains
 * @param {number} [maxLinks] so many are hashed at most
 * @returns {Promise<Judgement>} unknown if the chain's end is further away than that
 */
export async function verifyChain({ chain, game, gameHash }, chains, maxLinks = MAX_LINKS) {
  const published = chains.find((each) => each.chain === chain);
  if (published === undefined || gameHash === undefined) return 'broken';
  if (!Number.isInteger(game) || game < 1 || game > published.length) return 'broken';
  if (game > maxLinks) return 'unknown';
  let link = gameHash;
  for (let links = 0; links < game; links++) link = await nextLink(link);
  return link === published.terminalHash ? 'holds' : 'broken';
}

/**
 * Whether a round is the game that had to come next: the next one of the same chain, or, where that
 * is used up, the first one of the chain that was published after it.
 * @param {Played} round
 * @param {Played | null} before the round before it, null for the first round of all
 * @param {Chain[]} chains newest first
 * @returns {boolean}
 */
export function isNextGame(round, before, chains) {
  const at = chains.findIndex((each) => each.chain === round.chain);
  if (at < 0) return false;
  const begins = round.game === 1 && round.commitment === chains[at].terminalHash;
  if (before === null) return begins && at === chains.length - 1;
  if (before.chain === round.chain) {
    return round.game === before.game + 1 && round.commitment === before.gameHash;
  }
  const last = chains.findIndex((each) => each.chain === before.chain);
  return begins && at === last - 1 && before.game === chains[last].length;
}
