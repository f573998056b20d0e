import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import test from 'node:test';
import {
  chainsTo,
  crashOf,
  crashOfDigest,
  isNextGame,
  nextLink,
  verify,
  verifyChain,
} from '../lib/fairness.js';
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

/** A chain as it is published, and its games: the hash of game n hashes to the one of game n − 1. */
function chainOf(name, seed, length) {
  const links = [sha256(seed)];
  while (links.length <= length) links.unshift(sha256(links[0]));
  const games = links.slice(1).map((gameHash, index) => ({
    chain: name,
    game: index + 1,
    commitment: links[index],
    gameHash,
  }));
  return { published: { chain: name, terminalHash: links[0], length }, games };
}

const FIRST = chainOf('c1', 'one', 4);
const SECOND = chainOf('c2', 'two', 3);
/** Newest first, as the house answers. */
const CHAINS = [SECOND.published, FIRST.published];

test('every game of a chain leads to the hash that the chain was published with', async () => {
  for (const game of [...FIRST.games, ...SECOND.games])
    assert.equal(await verifyChain(game, CHAINS), 'holds');
});

test('a hash that belongs to no chain is refused, though it leads to its own commitment', async () => {
  const gameHash = sha256('made up');
  const madeUp = { chain: 'c1', game: 3, commitment: sha256(gameHash), gameHash };
  assert.ok((await verify({ ...madeUp, salt: SALT, crash: crashByHand(SALT, gameHash) })).linkHolds);
  assert.equal(await verifyChain(madeUp, CHAINS), 'broken');
  assert.equal(isNextGame(madeUp, FIRST.games[1], CHAINS), false);
});

test('a game under another number, of no chain, or beyond its chain is refused', async () => {
  for (const game of [0, 1, 3, 5, 1.5, NaN]) {
    assert.equal(await verifyChain({ ...FIRST.games[1], game }, CHAINS), 'broken');
  }
  assert.equal(await verifyChain({ ...FIRST.games[1], chain: 'c9' }, CHAINS), 'broken');
  assert.equal(await verifyChain({ ...FIRST.games[1], gameHash: undefined }, CHAINS), 'broken');
});

test('an end that is too far away is unknown, and never said to hold', async () => {
  assert.equal(await verifyChain(FIRST.games[2], CHAINS, 2), 'unknown');
  assert.equal(await verifyChain(FIRST.games[1], CHAINS, 2), 'holds');
});

test('chains are played one after another, each to its end', () => {
  const played = [...FIRST.games, ...SECOND.games];
  assert.ok(isNextGame(played[0], null, CHAINS));
  for (let i = 1; i < played.length; i++) assert.ok(isNextGame(played[i], played[i - 1], CHAINS), `${i}`);
});

test('a chain that is changed to and fro is refused at both changes', () => {
  assert.equal(isNextGame(SECOND.games[0], FIRST.games[1], CHAINS), false);
  assert.equal(isNextGame(FIRST.games[2], SECOND.games[0], CHAINS), false);
  assert.equal(isNextGame(FIRST.games[0], SECOND.games[2], CHAINS), false);
  assert.equal(isNextGame(SECOND.games[1], FIRST.games[3], CHAINS), false);
});

test('a game that is left out or played again is refused', () => {
  assert.equal(isNextGame(FIRST.games[2], FIRST.games[0], CHAINS), false);
  assert.equal(isNextGame(FIRST.games[1], FIRST.games[1], CHAINS), false);
  assert.equal(isNextGame(SECOND.games[0], null, CHAINS), false);
  const elsewhere = { ...FIRST.games[1], commitment: sha256('elsewhere') };
  assert.equal(isNextGame(elsewhere, FIRST.games[0], CHAINS), false);
  assert.equal(isNextGame({ ...FIRST.games[1], chain: 'c9' }, FIRST.games[0], CHAINS), false);
});

test('the chains down to the one before a round are read page by page, and no further', async () => {
  const all = Array.from({ length: 7 }, (_, at) => ({ chain: `c${7 - at}`, terminalHash: '', length: 1 }));
  const asked = [];
  const get = async (path) => {
    asked.push(path);
    const from = Number(new URL(path, 'http://house').searchParams.get('before') ?? 0);
    const next = from + 2 < all.length ? from + 2 : undefined;
    return { ok: true, value: { chains: all.slice(from, from + 2), ...(next ? { next } : {}) } };
  };
  const names = async (chain) => (await chainsTo(get, chain)).map((each) => each.chain).join(' ');
  assert.equal(await names('c7'), 'c7 c6');
  assert.equal(await names('c6'), 'c7 c6 c5 c4', 'the one before it stands on the next page');
  assert.equal(await names('c1'), 'c7 c6 c5 c4 c3 c2 c1');
  assert.equal(await names('of nobody'), 'c7 c6 c5 c4 c3 c2 c1', 'then it is told by all of them');
  assert.deepEqual(asked.slice(0, 3), ['/v1/fairness', '/v1/fairness', '/v1/fairness?before=2']);
  assert.equal(await chainsTo(async () => ({ ok: false }), 'c1'), null);
  const endless = async () => ({ ok: true, value: { chains: [], next: 2 } });
  assert.equal(await chainsTo(endless, 'c1'), null, 'what is beyond the bound is not known');
});
