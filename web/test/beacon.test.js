import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import {
  QUICKNET,
  bytesOf,
  crashOfBeacon,
  knownAs,
  messageOf,
  roundFor,
  timeOf,
  verifyRound,
} from '../lib/beacon.js';
import { verifySignatures } from '../verifier/bls.js';
import { holds } from './seeded.js';

const FACTS = new URL(
  '../../functions/lib/beacon-client/src/test/resources/drand-quicknet.json',
  import.meta.url,
);
/** What the network has published. */
const published = JSON.parse(readFileSync(FACTS, 'utf8'));
const real = published.rounds.at(-1);

/** Node's own, for any 64 bits. */
function messageByHand(round) {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(round));
  return new Uint8Array(createHash('sha256').update(number).digest());
}

function isValid(publicKey, message, signature) {
  const [valid] = verifySignatures(publicKey, [{ message, signature }]);
  return valid;
}

/** @param {string} text hex */
function flipped(text, bit) {
  const bytes = Buffer.from(text, 'hex');
  bytes[bit >> 3] ^= 0x80 >> (bit & 7);
  return bytes.toString('hex');
}

test('the network has the facts that it publishes', () => {
  assert.equal(QUICKNET.chainHash, published.chainHash);
  assert.equal(QUICKNET.publicKey, published.publicKey);
  assert.equal(QUICKNET.genesisMs, published.genesisTime * 1_000);
  assert.equal(QUICKNET.periodMs, published.periodSeconds * 1_000);
});

test('real rounds verify, and each signature is of one round only', async () => {
  assert.equal(published.rounds.length, 3);
  for (const { round } of published.rounds) {
    assert.deepEqual(await messageOf(round), messageByHand(round));
    for (const other of published.rounds) {
      const valid = isValid(QUICKNET.publicKey, messageByHand(round), other.signature);
      assert.equal(valid, round === other.round);
    }
  }
});

test('every single bit of the round counts', () => {
  for (let bit = 0n; bit < 64n; bit += 1n) {
    const message = messageByHand(BigInt(real.round) ^ (1n << bit));
    assert.equal(isValid(QUICKNET.publicKey, message, real.signature), false, `bit ${bit}`);
  }
});

test('every single bit of the signature counts', () => {
  const message = messageByHand(real.round);
  for (let bit = 0; bit < 384; bit += 1) {
    assert.equal(isValid(QUICKNET.publicKey, message, flipped(real.signature, bit)), false, `bit ${bit}`);
  }
});

test('every single bit of the key counts', () => {
  const message = messageByHand(real.round);
  for (let bit = 0; bit < 768; bit += 1) {
    assert.equal(isValid(flipped(QUICKNET.publicKey, bit), message, real.signature), false, `bit ${bit}`);
  }
  assert.equal(isValid(QUICKNET.publicKey, message, real.signature), true);
});

test('what is no signature is none: other lengths, zero, points outside of the group', () => {
  const message = messageByHand(real.round);
  const outside = `8${'0'.repeat(94)}4`;
  const { Point } = bls12_381.G1;
  assert.throws(() => Point.fromBytes(bytesOf(outside)), /not in prime-order subgroup/);
  const uncompressed = Buffer.from(Point.fromHex(real.signature).toBytes(false)).toString('hex');
  const negated = flipped(real.signature, 2);
  Point.fromHex(negated).assertValidity();
  for (const text of [
    '',
    real.signature.slice(2),
    `${real.signature}00`,
    real.signature.toUpperCase(),
    `c${'0'.repeat(95)}`,
    outside,
    uncompressed,
    negated,
  ]) {
    assert.equal(isValid(QUICKNET.publicKey, message, text), false, text);
  }
  assert.equal(isValid(`c${'0'.repeat(191)}`, message, `c${'0'.repeat(95)}`), false);
  assert.deepEqual(verifySignatures(QUICKNET.publicKey, []), []);
});

test('in a batch the wrong ones are found, also where they would make up for each other', () => {
  const items = [];
  for (let i = 0; i < 12; i += 1) {
    const { round, signature } = published.rounds[i % 3];
    items.push({ message: messageByHand(round), signature });
  }
  assert.ok(verifySignatures(QUICKNET.publicKey, items).every(Boolean));
  // the sum of all signatures is as before
  [items[4].signature, items[9].signature] = [items[9].signature, items[4].signature];
  items[7] = { ...items[7], signature: flipped(items[7].signature, 383) };
  const wrong = verifySignatures(QUICKNET.publicKey, items).flatMap((valid, at) => (valid ? [] : [at]));
  assert.deepEqual(wrong, [4, 7, 9]);
});

test('a crash point equals one computed by other means', () =>
  holds(200, async (random) => {
    const gameHash = createHash('sha256').update(String(random())).digest('hex');
    const digest = createHmac('sha256', Buffer.from(real.signature, 'hex')).update(gameHash).digest('hex');
    const left = 2n ** 52n - BigInt(`0x${digest.slice(0, 13)}`);
    const crash = BigInt(await crashOfBeacon(real.signature, gameHash));
    assert.ok(crash === 100n || crash * left <= 99n * 2n ** 52n);
    assert.ok((crash + 1n) * left > 99n * 2n ** 52n);
  }));

test('a crash point equals the one of the house’s own tests', async () => {
  const gameHash = 'c09e357f5149ed79d038667f02e8463cae9d257709378fb26691561b7ecb5f87';
  assert.equal(await crashOfBeacon(published.rounds[1].signature, gameHash), 418);
  assert.equal(await crashOfBeacon(published.rounds[2].signature, gameHash), 150);
  await assert.rejects(crashOfBeacon('ab', gameHash), RangeError);
});

test('the beacon of a game is the first that comes at least 300 ms after its close', () =>
  holds(500, (random) => {
    const closesAt = QUICKNET.genesisMs + Math.floor(random() * 2 ** 40);
    const round = roundFor(QUICKNET, closesAt);
    assert.ok(timeOf(QUICKNET, round) - closesAt >= 300);
    assert.ok(round === 1 || timeOf(QUICKNET, round - 1) - closesAt < 300);
  }));

test('a round on the grid is not missed by a millisecond', () => {
  const time = timeOf(QUICKNET, 1_000);
  assert.equal(roundFor(QUICKNET, time - 300), 1_000);
  assert.equal(roundFor(QUICKNET, time - 299), 1_001);
  assert.equal(roundFor(QUICKNET, 0), 1);
});

test('a name does not make a network', async () => {
  assert.equal(await knownAs({ ...QUICKNET }), 'quicknet');
  for (const [member, other] of Object.entries({
    chainHash: flipped(QUICKNET.chainHash, 5),
    publicKey: flipped(QUICKNET.publicKey, 99),
    genesisMs: QUICKNET.genesisMs + 1,
    periodMs: 3_001,
    name: 'mainnet',
  })) {
    assert.equal(await knownAs({ ...QUICKNET, [member]: other }), null, member);
  }
  const facts = `development:${QUICKNET.publicKey}:1000:250`;
  const chainHash = createHash('sha256').update(facts).digest('hex');
  const development = { ...QUICKNET, name: 'development', chainHash, genesisMs: 1_000, periodMs: 250 };
  assert.equal(await knownAs(development), 'development');
  assert.equal(await knownAs({ ...development, periodMs: 251 }), null);
});

test('a round is accepted as it was published, and each way to lie about it is seen', async () => {
  const gameHash = 'c09e357f5149ed79d038667f02e8463cae9d257709378fb26691561b7ecb5f87';
  const commitment = createHash('sha256').update(gameHash).digest('hex');
  const { round: beaconRound, signature } = real;
  const closesAt = timeOf(QUICKNET, beaconRound) - 300;
  const honest = { gameHash, commitment, closesAt, beaconRound, signature, crash: 150 };
  const holding = { linkHolds: true, timeHolds: true, beaconHolds: true, crashHolds: true, crash: 150 };
  assert.deepEqual(await verifyRound(QUICKNET, honest, verifySignatures), holding);
  const [other] = published.rounds;
  for (const [lie, seen] of [
    [{ commitment: gameHash }, { linkHolds: false }],
    [{ closesAt: closesAt + 1 }, { timeHolds: false }],
    [{ beaconRound: beaconRound + 1 }, { timeHolds: false, beaconHolds: false }],
    [{ crash: 151 }, { crashHolds: false }],
    [
      { signature: other.signature, crash: 164 },
      { beaconHolds: false, crashHolds: true },
    ],
  ]) {
    const { crash, ...verdict } = await verifyRound(QUICKNET, { ...honest, ...lie }, verifySignatures);
    const { crash: _, ...expected } = { ...holding, ...seen };
    assert.deepEqual(verdict, expected, JSON.stringify(lie));
    assert.equal(crash, await crashOfBeacon(lie.signature ?? signature, gameHash));
  }
});
