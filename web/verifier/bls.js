/**
 * Whether signatures are a network's: BLS on BLS12-381, signatures in G1, keys in G2, hashed to the
 * curve as RFC 9380 has it. Loaded only by who verifies.
 *
 * Many are checked at once by one equation: each signature and each message's point is multiplied
 * by a random number of 128 bits of its own, and the sums have to agree. A wrong one passes with a
 * chance of 1 in 2^128; where the sums do not agree, halves are checked until the wrong ones are found.
 * @module
 */

import { pippenger } from '@noble/curves/abstract/curve.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';

/** @typedef {InstanceType<typeof bls12_381.G1.Point>} SignaturePoint */
/** @typedef {InstanceType<typeof bls12_381.G2.Point>} KeyPoint */

const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const SIGNATURE = /^[0-9a-f]{96}$/;
const KEY = /^[0-9a-f]{192}$/;
const WEIGHT_BYTES = 16;

const { G1, G2, fields, pairingBatch } = bls12_381;

/** @typedef {{ at: number, point: SignaturePoint, hashed: SignaturePoint }} Candidate */

/**
 * @param {string} publicKey
 * @returns {KeyPoint | null}
 */
function keyOf(publicKey) {
  if (!KEY.test(publicKey)) return null;
  try {
    const key = G2.Point.fromHex(publicKey);
    key.assertValidity();
    return key.is0() ? null : key;
  } catch {
    return null;
  }
}

/**
 * @param {string} signature
 * @returns {SignaturePoint | null}
 */
function pointOf(signature) {
  if (!SIGNATURE.test(signature)) return null;
  try {
    const point = G1.Point.fromHex(signature);
    point.assertValidity();
    return point.is0() ? null : point;
  } catch {
    return null;
  }
}

/** @returns {bigint} from 1, of 128 bits */
function weight() {
  const bytes = crypto.getRandomValues(new Uint8Array(WEIGHT_BYTES));
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return number === 0n ? 1n : number;
}

/**
 * @param {KeyPoint} key
 * @param {Candidate[]} candidates at least one
 * @returns {boolean} whether all of them are signatures
 */
function allHold(key, candidates) {
  let [{ point, hashed }] = candidates;
  if (candidates.length > 1) {
    const weights = candidates.map(weight);
    point = pippenger(
      G1.Point,
      candidates.map((one) => one.point),
      weights,
    );
    hashed = pippenger(
      G1.Point,
      candidates.map((one) => one.hashed),
      weights,
    );
    if (point.is0() || hashed.is0()) return false;
  }
  const product = pairingBatch([
    { g1: point, g2: G2.Point.BASE.negate() },
    { g1: hashed, g2: key },
  ]);
  return fields.Fp12.eql(product, fields.Fp12.ONE);
}

/**
 * @param {KeyPoint} key
 * @param {Candidate[]} candidates
 * @param {boolean[]} valid set where a candidate is one
 */
function settle(key, candidates, valid) {
  if (candidates.length === 0) return;
  if (allHold(key, candidates)) {
    for (const { at } of candidates) valid[at] = true;
  } else if (candidates.length > 1) {
    const half = candidates.length >> 1;
    settle(key, candidates.slice(0, half), valid);
    settle(key, candidates.slice(half), valid);
  }
}

/** @type {import('../lib/beacon.js').VerifySignatures} */
export function verifySignatures(publicKey, items) {
  const valid = items.map(() => false);
  const key = keyOf(publicKey);
  if (key === null) return valid;
  /** @type {Candidate[]} */
  const candidates = [];
  items.forEach(({ message, signature }, at) => {
    const point = pointOf(signature);
    if (point !== null) candidates.push({ at, point, hashed: G1.hashToCurve(message, { DST: DOMAIN }) });
  });
  settle(key, candidates, valid);
  return valid;
}
