/**
 * What a round's own numbers prove, as judgements and sentences: by its beacon, and for rounds of
 * before by the salt of their chain.
 * @module
 */

import { knownAs, roundFor, verifyRound } from '../lib/beacon.js';
import { formatMultiplier } from '../lib/curve.js';
import { nextLink, verify } from '../lib/fairness.js';

/** @typedef {import('../lib/fairness.js').Judgement} Judgement */
/** @typedef {[Judgement, string]} Said */

/** @type {Record<string, string>} */
export const NETWORKS = { quicknet: 'drand’s quicknet', development: 'the development beacon' };

/** Made by the build. A page without it says that it could not check signatures. */
const CURVE = '../built/bls.js';

/** @returns {Promise<import('../lib/beacon.js').VerifySignatures | null>} */
export async function loadCurve() {
  try {
    return (await import(CURVE)).verifySignatures;
  } catch {
    return null;
  }
}

/** @param {...Judgement} judgements */
export function worse(...judgements) {
  if (judgements.includes('broken')) return 'bad';
  return judgements.includes('unknown') ? 'unknown' : 'ok';
}

/**
 * @param {boolean | null} holds null: not known
 * @param {string} good
 * @param {string} bad
 * @param {string} [unknown]
 * @returns {Said}
 */
function judged(holds, good, bad, unknown = '') {
  if (holds === null) return ['unknown', unknown];
  return holds ? ['holds', good] : ['broken', bad];
}

/**
 * @param {any} round as `GET /v1/rounds/{roundId}` has it, decided by a beacon
 * @returns {Promise<Said[]>}
 */
export async function beaconProof(round) {
  return judgementsOf(round, await loadCurve());
}

/**
 * @param {any} round
 * @param {import('../lib/beacon.js').VerifySignatures | null} verifySignatures
 * @returns {Promise<Said[]>}
 */
export async function judgementsOf(round, verifySignatures) {
  const { beacon, signature, crash } = round;
  const known = await knownAs(beacon);
  const proof = [
    linkSaid((await nextLink(round.gameHash)) === round.commitment),
    judged(
      known !== null && roundFor(beacon, round.closesAt) === beacon.round,
      'The beacon is the first one 300 ms or more after the last bet.',
      'The beacon is NOT the one that had to decide this round.',
    ),
  ];
  if (signature === undefined) return proof;
  const published = { ...round, beaconRound: beacon.round };
  const verdict = await verifyRound(beacon, published, verifySignatures);
  proof.push(
    judged(
      known === null ? false : verdict.beaconHolds,
      `The signature is that of ${NETWORKS[beacon.name]}.`,
      'The signature is NOT that of the beacon.',
      'The signature was not checked: this page was served without the curve that it takes.',
    ),
  );
  if (crash !== undefined) proof.push(crashSaid('beacon', verdict, crash));
  return proof;
}

/**
 * @param {any} round
 * @param {string} salt
 * @returns {Promise<Said[]>}
 */
export async function saltProof(round, salt) {
  const verdict = await verify({ ...round, salt });
  const proof = [linkSaid(verdict.linkHolds)];
  if (round.crash !== undefined) proof.push(crashSaid('salt', verdict, round.crash));
  return proof;
}

/**
 * @param {any} round
 * @param {string | undefined} salt
 * @returns {string | null} what checks the round without this page; null where nothing decided it
 */
export function commandFor(round, salt) {
  if (!round.beacon) return `./fairfall verify ${round.gameHash} --salt ${salt}`;
  if (round.signature === undefined) return null;
  const check = round.beacon.name === 'quicknet' ? ` --beacon-round ${round.beacon.round}` : '';
  return `./fairfall verify ${round.gameHash} --beacon ${round.signature}${check}`;
}

/**
 * @param {import('../lib/beacon.js').NamedBeacon} beacon
 * @returns {string | null} where anybody can fetch it, for ever
 */
export function linkOf(beacon) {
  return beacon.name === 'quicknet'
    ? `https://api.drand.sh/v2/chains/${beacon.chainHash}/rounds/${beacon.round}`
    : null;
}

/** @param {boolean} holds */
function linkSaid(holds) {
  return judged(
    holds,
    'SHA-256 of the game hash is the commitment.',
    'SHA-256 of the game hash is NOT the commitment.',
  );
}

/**
 * @param {string} source
 * @param {{ crash: number, crashHolds: boolean }} verdict
 * @param {number} announced hundredths
 */
function crashSaid(source, { crash, crashHolds }, announced) {
  const gives = `Game hash and ${source} give ${formatMultiplier(crash)}`;
  return judged(
    crashHolds,
    `${gives}, as announced.`,
    `${gives}, but ${formatMultiplier(announced)} was announced.`,
  );
}
