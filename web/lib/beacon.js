/**
 * A public randomness beacon: which round decides a game, what the network signs, and where the game
 * crashes by it. Whether a signature is the network's takes a curve, which is loaded apart.
 *
 *     message = SHA-256 of the round's number as 8 bytes, the largest first
 *     r       = top 52 bits of HMAC-SHA-256(key = signature bytes, message = game hash as hex text)
 *     crash   = max(100, floor(99 · 2^52 / (2^52 − r)))                                   hundredths
 * @module
 */

import { crashOfDigest, nextLink } from './fairness.js';

/**
 * @typedef {object} BeaconNetwork
 * @property {string} name `quicknet` or `development`
 * @property {string} chainHash 64 lower-case hex digits
 * @property {string} publicKey 192 lower-case hex digits: a point of G2, compressed
 * @property {number} genesisMs when round 1 comes, milliseconds since 1970
 * @property {number} periodMs from round to round
 *
 * @typedef {BeaconNetwork & { round: number }} NamedBeacon a network and its round that decides a game
 */

/**
 * drand's network of three seconds.
 * @type {Readonly<BeaconNetwork>}
 */
export const QUICKNET = Object.freeze({
  name: 'quicknet',
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c' +
    '8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb' +
    '5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisMs: 1_692_803_367_000,
  periodMs: 3_000,
});

/** How much later than the close of bets the beacon comes at least. */
export const MARGIN_MS = 300;

const ROUND_BYTES = 8;
const SIGNATURE_DIGITS = 96;
const utf8 = new TextEncoder();

/**
 * @param {string} text an even number of hex digits
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(text) {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** @param {ArrayBuffer} bytes */
function hex(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The round that decides a game: the first that comes at least 300 ms after its bets close.
 * @param {BeaconNetwork} network
 * @param {number} closesAt milliseconds since 1970
 * @returns {number}
 */
export function roundFor(network, closesAt) {
  const since = Math.max(0, closesAt + MARGIN_MS - network.genesisMs);
  return 1 + Math.ceil(since / network.periodMs);
}

/**
 * @param {BeaconNetwork} network
 * @param {number} round from 1
 * @returns {number} when it comes, milliseconds since 1970
 */
export function timeOf(network, round) {
  return network.genesisMs + (round - 1) * network.periodMs;
}

/**
 * @param {number | bigint} round
 * @returns {Promise<Uint8Array<ArrayBuffer>>} what the network signs, 32 bytes
 */
export async function messageOf(round) {
  const number = new DataView(new ArrayBuffer(ROUND_BYTES));
  number.setBigUint64(0, BigInt(round));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', number.buffer));
}

/**
 * @param {string} signature 96 lower-case hex digits
 * @param {string} gameHash 64 lower-case hex digits
 * @returns {Promise<number>} hundredths
 */
export async function crashOfBeacon(signature, gameHash) {
  if (signature.length !== SIGNATURE_DIGITS) throw new RangeError('a signature has 96 hex digits');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytesOf(signature), algorithm, false, ['sign']);
  return crashOfDigest(hex(await crypto.subtle.sign('HMAC', key, utf8.encode(gameHash))));
}

/**
 * Whose key a network's is. A name alone says nothing: quicknet is who has exactly its facts, and a
 * network of development is bound to its facts by its chain hash.
 * @param {BeaconNetwork} network
 * @returns {Promise<'quicknet' | 'development' | null>} null: neither of them
 */
export async function knownAs(network) {
  const { name, chainHash, publicKey, genesisMs, periodMs } = network;
  if (name === QUICKNET.name) {
    const same =
      chainHash === QUICKNET.chainHash &&
      publicKey === QUICKNET.publicKey &&
      genesisMs === QUICKNET.genesisMs &&
      periodMs === QUICKNET.periodMs;
    return same ? 'quicknet' : null;
  }
  const facts = utf8.encode(`development:${publicKey}:${genesisMs}:${periodMs}`);
  const bound = name === 'development' && hex(await crypto.subtle.digest('SHA-256', facts)) === chainHash;
  return bound ? 'development' : null;
}

/**
 * Checks signatures under one key; each answer stands where its item stood.
 * @callback VerifySignatures
 * @param {string} publicKey 192 hex digits
 * @param {{ message: Uint8Array, signature: string }[]} items
 * @returns {Promise<boolean[]> | boolean[]}
 */

/**
 * @typedef {object} BeaconVerdict
 * @property {boolean} linkHolds whether the game hash hashes to the commitment
 * @property {boolean} timeHolds whether the beacon is the first one 300 ms after bets closed
 * @property {boolean | null} beaconHolds whether the signature is the network's of that round; null
 *   where nobody checked it
 * @property {boolean} crashHolds whether the crash point is what the house announced
 * @property {number} crash as computed here, hundredths
 */

/**
 * Checks one round with nothing but what is published, and a network whose facts are known here.
 * @param {BeaconNetwork} network
 * @param {{ gameHash: string, commitment: string, closesAt: number, beaconRound: number, signature: string,
 *   crash: number }} published
 * @param {VerifySignatures | null} verifySignatures null where the curve could not be loaded
 * @returns {Promise<BeaconVerdict>}
 */
export async function verifyRound(network, published, verifySignatures) {
  const { gameHash, commitment, closesAt, beaconRound, signature } = published;
  const crash = await crashOfBeacon(signature, gameHash);
  const message = await messageOf(beaconRound);
  const valid = verifySignatures && (await verifySignatures(network.publicKey, [{ message, signature }]));
  return {
    linkHolds: (await nextLink(gameHash)) === commitment,
    timeHolds: roundFor(network, closesAt) === beaconRound,
    beaconHolds: valid && valid[0] === true,
    crashHolds: crash === published.crash,
    crash,
  };
}
