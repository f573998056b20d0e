import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import test from 'node:test';
import { QUICKNET, timeOf } from '../lib/beacon.js';
import { commandFor, judgementsOf, linkOf, worse } from '../app/round-proof.js';

const ROUND = 657_413;
const SIGNATURE =
  'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b';
const GAME_HASH = '3d2b6583faf3b5ab7059169d04479891a2a38b884e30f0bd666c8563b3ecdc1b';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

function crashByHand() {
  const digest = createHmac('sha256', Buffer.from(SIGNATURE, 'hex')).update(GAME_HASH).digest('hex');
  return Number((99n * 2n ** 52n) / (2n ** 52n - BigInt(`0x${digest.slice(0, 13)}`)));
}

/** A round that drand's round 657,413 decided. */
function round(change = {}) {
  return {
    gameHash: GAME_HASH,
    commitment: sha256(GAME_HASH),
    closesAt: timeOf(QUICKNET, ROUND) - 300,
    beacon: { ...QUICKNET, round: ROUND },
    signature: SIGNATURE,
    crash: crashByHand(),
    ...change,
  };
}

const genuine = () => [true];
const forged = () => [false];

/** @param {any} of */
const words = async (of, verify = genuine) =>
  (await judgementsOf(of, verify)).map(([judgement]) => judgement);

test('a round holds by its own numbers, and each number that is another is seen', async () => {
  assert.deepEqual(await words(round()), ['holds', 'holds', 'holds', 'holds']);
  assert.deepEqual(await words(round({ commitment: sha256('x') })), ['broken', 'holds', 'holds', 'holds']);
  assert.deepEqual(await words(round({ closesAt: round().closesAt + 1 })), [
    'holds',
    'broken',
    'holds',
    'holds',
  ]);
  assert.deepEqual(await words(round(), forged), ['holds', 'holds', 'broken', 'holds']);
  assert.deepEqual(await words(round({ crash: 101 })), ['holds', 'holds', 'holds', 'broken']);
});

test('a network with a key of the house’s own is refused, whatever its signatures verify by', async () => {
  const beacon = { ...round().beacon, publicKey: 'ab'.repeat(96) };
  assert.deepEqual(await words(round({ beacon })), ['holds', 'broken', 'broken', 'holds']);
});

test('without the curve the signature is not known, and never said to hold', async () => {
  const judgements = await words(round(), null);
  assert.deepEqual(judgements, ['holds', 'holds', 'unknown', 'holds']);
  assert.equal(worse(...judgements), 'unknown');
});

test('a void round has no crash to compare and may lack its signature', async () => {
  assert.deepEqual(await words(round({ crash: undefined, signature: undefined })), ['holds', 'holds']);
});

test('a command and a link lead elsewhere than to this house', () => {
  assert.equal(
    commandFor(round(), undefined),
    `./fairfall verify ${GAME_HASH} --beacon ${SIGNATURE} --beacon-round ${ROUND}`,
  );
  assert.equal(commandFor({ gameHash: 'h' }, 's'), './fairfall verify h --salt s');
  assert.equal(commandFor(round({ signature: undefined }), undefined), null);
  assert.equal(
    linkOf(round().beacon),
    `https://api.drand.sh/v2/chains/${QUICKNET.chainHash}/rounds/${ROUND}`,
  );
  assert.equal(linkOf({ ...round().beacon, name: 'development' }), null);
});
