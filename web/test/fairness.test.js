import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import test from 'node:test';
import { crashOf, crashOfDigest, nextLink, verify } from '../lib/fairness.js';
import { holds } from './seeded.js';

const SALT = '0000000000000000000301e2801a9a9598bfb114e574a91a887f2132f33047e6';

/** The same rule in other words: node's crypto, the top 13 hex digits, a rational comparison. */
function crashByHand(salt, gameHash) {
  const digest = createHmac('sha256', salt).update(gameHash).digest('hex');
  const below = 2n ** 52n - BigInt(`0x${digest.slice(0, 13)}`);
  let crash = 100n;
  while ((crash + 1n) * below <= 99n * 2n ** 52n) {
    const reach = (99n * 2n ** 52n) / below - crash;
    crash += reach > 1n ? reach : 1n;
  }
  return Number(crash);
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

test('a crash point equals one computed by other means', () =>
  holds(300, async (random) => {
    const gameHash = sha256(String(random()));
    assert.equal((await crashOf(SALT, gameHash)).crash, crashByHand(SALT, gameHash));
  }));

test('the ends of the range: never below 1.00×, exact where r is largest', () => {
  assert.equal(crashOfDigest('0'.repeat(64)), 100);
  assert.equal(crashOfDigest('8' + '0'.repeat(63)), 198);
  assert.equal(crashOfDigest('f'.repeat(64)), Number(99n * 2n ** 52n));
});

test('a published round is accepted, and each way to lie about it is seen', async () => {
  const gameHash = sha256('a secret of the house');
  const commitment = sha256(gameHash);
  const crash = crashByHand(SALT, gameHash);
  const honest = await verify({ gameHash, commitment, salt: SALT, crash });
  assert.ok(honest.linkHolds && honest.crashHolds);
  assert.equal((await verify({ gameHash, commitment: sha256('x'), salt: SALT, crash })).linkHolds, false);
  assert.equal((await verify({ gameHash, commitment, salt: SALT, crash: crash + 1 })).crashHolds, false);
});

test('a link is SHA-256 of lower-case hex text', async () => {
  assert.equal(await nextLink('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
