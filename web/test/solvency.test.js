import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesOf, QUICKNET } from '../lib/beacon.js';
import { checkProof, checkStatement, instantOf, readExactly, statementText } from '../lib/solvency.js';
import { keccak256, signerOf } from '../lib/text-signer.js';
import { verifySignatures } from '../verifier/bls.js';

/** A statement and a proof, a line each; the command line's tests make them. */
const SAMPLE = readFileSync(new URL('./solvency-sample.txt', import.meta.url), 'utf8').split('\n');
const BOUND = 2n ** 256n;
const OTHER = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc';
/** The first of the well-known keys of development nodes. */
const KEY = bytesOf('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80');

const fresh = () => ({ statement: JSON.parse(SAMPLE[0]), proof: JSON.parse(SAMPLE[1]) });
const { player, amount } = fresh().proof;
const hexOf = (bytes) => Buffer.from(bytes).toString('hex');

function signed(text, key = KEY) {
  const digest = keccak_256(Buffer.from(`\x19Ethereum Signed Message:\n${text.length}${text}`));
  const bytes = secp256k1.sign(digest, key, { prehash: false, format: 'recovered' });
  return `0x${hexOf(bytes.slice(1))}${(27 + bytes[0]).toString(16)}`;
}

/** An honest statement with something else in it, which the house signs all the same. */
function changed(change) {
  const { statement } = fresh();
  change(statement);
  statement.signatures = [signed(statementText(statement))];
  return statement;
}

const check = (statement) => checkStatement(statement, verifySignatures);

const refuses = (word, what) =>
  assert.rejects(what, (failure) => failure.word === word || assert.fail(failure));

async function leafRefused(word, change, statement = fresh().statement, who = player) {
  const { proof } = fresh();
  change(proof);
  await refuses(word, () => checkProof(proof, statement, who));
}

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const wide = (sum) => Buffer.from(BigInt(sum).toString(16).padStart(64, '0'), 'hex');
const leafOf = (salt, sum, who) =>
  sha256(Buffer.from('fairfall-solvency-leaf-1\n'), salt, wide(sum), Buffer.from(who));
const nodeOf = (left, one, right, other) =>
  sha256(Buffer.from('fairfall-solvency-node-1\n'), wide(left), one, wide(right), other);

test('what is honest holds', async () => {
  const { statement, proof } = fresh();
  const judged = await check(statement);
  assert.equal(judged.coverage, 'covered');
  assert.equal(judged.beacon, 'development');
  assert.equal(judged.isBeaconChecked, true);
  assert.equal(await checkProof(proof, statement, player), BigInt(amount));
  assert.equal(await checkProof(proof, statement, player, BigInt(amount)), BigInt(amount));
  assert.equal((await checkStatement(statement, null)).isBeaconChecked, false);
});

test('a sum below nothing is refused', async () => {
  await leafRefused('NEGATIVE', (proof) => (proof.path[0] = `-1:${'a'.repeat(64)}`));
  await leafRefused('NEGATIVE', (proof) => (proof.amount = '-5'));
});

test('a sum above the bound is refused, also where only two together are', async () => {
  await leafRefused('OVERFLOW', (proof) => (proof.path[0] = `${BOUND}:${'a'.repeat(64)}`));
  await leafRefused('OVERFLOW', (proof) => (proof.path[0] = `${BOUND - 1n}:${'a'.repeat(64)}`));
  const most = BOUND - BigInt(amount) - 10n ** 25n;
  await leafRefused('ROOT', (proof) => (proof.path[0] = `${most}:${'a'.repeat(64)}`));
});

test('swapped children are refused', async () => {
  await leafRefused('ROOT', (proof) => (proof.index ^= 1));
  await leafRefused('ROOT', (proof) => ([proof.path[0], proof.path[1]] = [proof.path[1], proof.path[0]]));
});

test('the attack on the plain tree is refused', async () => {
  const salt = Buffer.alloc(32);
  const [mine, theirs] = [leafOf(salt, 10, player), leafOf(salt, 10, OTHER)];
  const nothing = `0:${'0'.repeat(64)}`;
  const proofOf = (who, other, sum, index) => ({
    format: 'fairfall-solvency-proof-1',
    number: 1,
    player: who,
    salt: hexOf(salt),
    amount: '10',
    index,
    path: [`${sum}:${hexOf(other)}`, nothing, nothing, nothing],
  });
  const of = (pair) =>
    changed((statement) => {
      let root = pair;
      for (let level = 1; level < 4; level += 1) root = nodeOf(10, root, 0, Buffer.alloc(32));
      Object.assign(statement, { root: hexOf(root), liabilities: '10', leaves: 16 });
    });
  const plain = of(sha256(mine, theirs, wide(10)));
  await check(plain);
  await refuses('ROOT', () => checkProof(proofOf(player, theirs, 0, 0), plain, player));
  const shifted = of(nodeOf(10, mine, 0, theirs));
  assert.equal(await checkProof(proofOf(player, theirs, 0, 0), shifted, player), 10n);
  await refuses('ROOT', () => checkProof(proofOf(OTHER, mine, 0, 1), shifted, OTHER));
  await refuses('ROOT', () => checkProof(proofOf(OTHER, mine, 10, 1), shifted, OTHER));
});

test('a leaf that is not in the tree, a wrong amount, and a wrong salt are refused', async () => {
  await leafRefused('PLAYER', (proof) => (proof.player = OTHER));
  await leafRefused('ROOT', (proof) => (proof.player = OTHER), fresh().statement, OTHER);
  await leafRefused('ROOT', (proof) => (proof.amount = '0'));
  await leafRefused('ROOT', (proof) => (proof.salt = '0'.repeat(64)));
  const { statement, proof } = fresh();
  await refuses('AMOUNT', () => checkProof(proof, statement, player, BigInt(amount) + 1n));
});

test('a proof of another tree is refused', async () => {
  await leafRefused('STATEMENT', (proof) => (proof.number = 2));
  await leafRefused('HEIGHT', (proof) => proof.path.push(`0:${'a'.repeat(64)}`));
  await leafRefused('HEIGHT', (proof) => (proof.index = 32));
});

test('a total that was tampered with is refused', async () => {
  const { statement, proof } = fresh();
  await refuses('SIGNATURE', () => check({ ...statement, liabilities: '5' }));
  const less = changed((one) => (one.liabilities = '5'));
  assert.equal((await check(less)).coverage, 'covered');
  await refuses('TOTAL', () => checkProof(proof, less, player));
});

test('the wrong block is refused', async () => {
  const { statement } = fresh();
  await refuses('SIGNATURE', () => check({ ...statement, block: { ...statement.block, number: '4712' } }));
  const instant = instantOf(statement);
  await check(changed((one) => (one.block.at = instant)));
  await refuses('BLOCK_TIME', () => check(changed((one) => (one.block.at = instant + 1))));
});

test('with quicknet the block is not more than 15 minutes old', async () => {
  const of = (age) =>
    changed((one) => {
      one.network = QUICKNET;
      one.block.at = instantOf(one) - age;
    });
  assert.equal((await checkStatement(of(900_000), null)).beacon, 'quicknet');
  await refuses('BLOCK_TIME', () => checkStatement(of(900_001), null));
});

test('reserves count as what is known of them', async () => {
  const balance = (text) => changed((one) => (one.reserves[0].balance = text));
  assert.equal((await check(balance('1'))).coverage, 'short');
  assert.equal((await check(balance('unknown'))).coverage, 'unknown');
  const { statement } = fresh();
  statement.reserves[0].balance = '90000000000000000000';
  await refuses('SIGNATURE', () => check(statement));
  await refuses('SIGNATURE', () => check(changed((one) => (one.reserves[0].wallet = OTHER))));
});

test('another minute, and draws that are not the beacon’s, are refused', async () => {
  const { draws } = fresh().statement;
  await refuses('MINUTE', () => check(changed((one) => one.draws.push(draws[0]))));
  const later = changed((one) => one.draws.pop());
  await refuses(later.draws.length === 0 ? 'MALFORMED' : 'MINUTE', () => check(later));
  const tag = Buffer.from('fairfall-solvency-draw-1\n');
  const left = BigInt(60 - (draws.length - 1));
  const isChosen = (hex) => sha256(tag, Buffer.from(hex, 'hex')).readBigUInt64BE() % left === 0n;
  const last = draws.at(-1);
  let forged = last;
  for (let made = 0; forged === last || !isChosen(forged); made += 1) {
    forged = last.slice(0, 88) + made.toString(16).padStart(8, '0');
  }
  await refuses('BEACON', () => check(changed((one) => one.draws.splice(-1, 1, forged))));
});

test('a beacon that is not of its name is refused', async () => {
  await refuses('NETWORK', () => check(changed((one) => (one.network.periodMs = 3001))));
  await refuses('NETWORK', () => check(changed((one) => (one.network.name = 'quicknet'))));
});

test('statements follow on each other', async () => {
  const { statement } = fresh();
  const previous = createHash('sha256').update(statementText(statement)).digest('hex');
  const next = { number: 2, previous };
  const later = { ...next, hourAt: statement.hourAt + 3_600_000 };
  await checkStatement(
    changed((one) => Object.assign(one, later)),
    null,
    statement,
  );
  const after = changed((one) => Object.assign(one, next));
  await refuses('PREVIOUS', () => checkStatement(after, null, statement));
  await refuses('PREVIOUS', () => checkStatement(statement, null, after));
});

test('what has another form is refused', async () => {
  const wrong = [
    null,
    [],
    { ...fresh().statement, more: 1 },
    { ...fresh().statement, number: '1' },
    { ...fresh().statement, number: 0 },
    { ...fresh().statement, leaves: 33 },
    { ...fresh().statement, liabilities: '-1' },
    { ...fresh().statement, liabilities: String(BOUND) },
    { ...fresh().statement, hourAt: fresh().statement.hourAt + 1 },
    { ...fresh().statement, signatures: [] },
  ];
  for (const one of wrong) await refuses('MALFORMED', () => check(one));
  await leafRefused('MALFORMED', (proof) => (proof.format = 'fairfall-solvency-proof-2'));
  const malformed = (failure) => failure.word === 'MALFORMED';
  assert.deepEqual(readExactly(' {"a": [1, "x"]}\n'), { a: [1, 'x'] });
  for (const text of ['{', '{"a":1,"a":1}', '{"a":1.0}', '{"a":1e2}', ' '.repeat(32_001)]) {
    assert.throws(() => readExactly(text), malformed, text);
  }
});

test('Keccak and the signer of a text are those of a library', () => {
  for (const length of [0, 1, 134, 135, 136, 137, 272, 1_000]) {
    const bytes = new Uint8Array(length).map((_, i) => (i * 31) & 255);
    assert.equal(keccak256(bytes), hexOf(keccak_256(bytes)));
  }
  for (let i = 1; i <= 10; i += 1) {
    const key = sha256(Buffer.from([i]));
    const address = hexOf(keccak_256(secp256k1.getPublicKey(key, false).slice(1))).slice(24);
    const text = 'a text\n'.repeat(i);
    const signature = signed(text, key);
    assert.equal(signerOf(text, signature), `0x${address}`);
    const high = (secp256k1.Point.Fn.ORDER - BigInt(`0x${signature.slice(66, 130)}`))
      .toString(16)
      .padStart(64, '0');
    const odd = signature.endsWith('1b') ? '1c' : '1b';
    assert.equal(signerOf(text, signature.slice(0, 66) + high + odd), null);
  }
  const word = (number) => number.toString(16).padStart(64, '0');
  for (const [r, s, v] of [
    [0n, 1n, '1b'],
    [1n, 0n, '1b'],
    [1n, 1n, '1d'],
    [5n, 1n, '1b'],
    [BOUND - 1n, 1n, '1b'],
  ]) {
    assert.equal(signerOf('x', `0x${word(r)}${word(s)}${v}`), null);
  }
});
