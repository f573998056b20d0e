import assert from 'node:assert/strict';
import test from 'node:test';
import { Game } from '../lib/game.js';
import { holds, shuffled } from './seeded.js';

const terms = (roundId, opensAt = 0) => ({
  roundId,
  opensAt,
  closesAt: opensAt + 6_000,
  startsAt: opensAt + 7_000,
  commitment: `c${roundId}`,
  minStake: '1',
  maxStake: '1000',
  maxProfit: '10000',
});
const event = (type, data) => ({ channel: 'game', id: 1, type, at: 0, data });

test('a round goes from bets to crash by the clock and the events', () => {
  const game = new Game();
  assert.equal(game.phase(0), 'waking');
  game.apply(event('round_open', terms('1')));
  assert.equal(game.phase(5_999), 'open');
  assert.equal(game.phase(6_000), 'locked');
  assert.equal(game.phase(7_500), 'locked', 'nothing flies before the house says so');
  game.apply(event('round_start', { roundId: '1', startsAt: 7_000 }));
  assert.equal(game.phase(7_500), 'flying');
  game.apply(event('round_crash', { roundId: '1', crash: 189, crashedAt: 17_600, gameHash: 'h' }));
  assert.equal(game.phase(17_700), 'crashed');
  assert.deepEqual(game.history, [
    { roundId: '1', crash: 189, voided: false, maxProfit: 10_000n, forcedAt: undefined },
  ]);
  assert.equal(game.phase(17_600 + 60_000), 'waking', 'no round follows: the house rests');
});

test('a force point is known from the start, and from a snapshot', () => {
  const told = new Game();
  told.apply(event('round_open', terms('1')));
  told.apply(event('round_start', { roundId: '1', startsAt: 7_000, forcedAt: 350 }));
  assert.equal(told.round?.forcedAt, 350);
  const late = new Game();
  late.adopt({ ...terms('1'), phase: 'flying', forcedAt: 350 });
  assert.equal(late.round?.forcedAt, 350);
});

test('a pause is known from the settings, and from a poll', () => {
  const game = new Game();
  let told = 0;
  game.subscribe(() => (told += 1));
  game.adoptSettings({ bettingPaused: true, withdrawalsPaused: false, rolloutPercent: 0 });
  assert.equal(game.bettingPaused, true);
  assert.equal(told, 1);
  game.apply(event('round_open', terms('1')));
  game.adopt({ ...terms('1'), phase: 'open' });
  assert.equal(game.bettingPaused, true, 'a round says nothing of it');
  game.adopt({ ...terms('1'), phase: 'open', paused: false });
  assert.equal(game.bettingPaused, false);
});

test('a round on which no stake can win anything is seen to be unfunded', () => {
  const game = new Game();
  assert.equal(game.unfunded, false, 'no round, no word');
  game.apply(event('round_open', { ...terms('1'), minStake: '1000', maxProfit: '10' }));
  assert.equal(game.unfunded, false);
  game.apply(event('round_open', { ...terms('4', 20_000), minStake: '1000', maxProfit: '9' }));
  assert.equal(game.unfunded, true);
  game.apply(event('round_open', { ...terms('7', 40_000), maxProfit: '0' }));
  assert.equal(game.unfunded, true);
  game.apply(event('round_open', terms('10', 60_000)));
  assert.equal(game.unfunded, false, 'the next round has a bankroll again');
});

test('a raised limit counts on the running round already', () => {
  const game = new Game();
  assert.equal(game.boundsOf('0x1'), null);
  game.apply(event('round_open', terms('1')));
  game.adoptSettings({ bettingPaused: false, raisedMaxStake: '5000', rolloutPercent: 100 });
  assert.deepEqual(game.boundsOf('0x1'), { minStake: 1n, maxStake: 5_000n });
  assert.deepEqual(game.boundsOf(null), { minStake: 1n, maxStake: 1_000n });
});

test('late news of an older round does not bring it back', () => {
  const game = new Game();
  game.apply(event('round_open', terms('4', 50_000)));
  game.apply(event('round_crash', { roundId: '1', crash: 120, crashedAt: 9_000, gameHash: 'h' }));
  game.adopt({ ...terms('1'), phase: 'flying' });
  assert.equal(game.round.roundId, '4');
  assert.equal(game.phase(51_000), 'open');
  assert.equal(game.outcomeOf('1').crash, 120);
});

test('polls, snapshots and events agree, in any order', () =>
  holds(200, (random) => {
    const news = [
      (game) => game.apply(event('round_open', terms('10'))),
      (game) => game.adopt({ ...terms('10'), phase: 'open' }),
      (game) => game.adopt({ ...terms('10'), phase: 'flying', last: [{ roundId: '7', crash: 300 }] }),
      (game) =>
        game.adopt({ ...terms('10'), phase: 'crashed', crash: 250, crashedAt: 22_000, gameHash: 'h' }),
      (game) => game.adoptHistory([{ roundId: '7', crash: 300, phase: 'crashed' }]),
    ];
    const game = new Game();
    for (const tell of shuffled([...news, ...news], random)) tell(game);
    assert.equal(game.phase(22_100), 'crashed');
    assert.equal(game.round.crash, 250);
    assert.deepEqual(
      game.history.map(({ roundId }) => roundId),
      ['10', '7'],
    );
  }));

test('a cancelled round is no crash', () => {
  const game = new Game();
  game.apply(event('round_open', terms('1')));
  game.apply(event('round_void', { roundId: '1', gameHash: 'h', reason: 'restart' }));
  assert.equal(game.phase(7_500), 'voided');
  assert.equal(game.outcomeOf('1').voided, true);
});

test('a house that rests says so, and wakes with the next round', () => {
  const game = new Game();
  game.adopt({ roundId: null, phase: 'idle' });
  assert.equal(game.phase(0), 'waking');
  game.apply(event('round_open', terms('1')));
  assert.equal(game.phase(10), 'open');
});

test('a round names its beacon before its bets, and its start brings the signature and says when', () => {
  const game = new Game();
  game.apply(event('round_open', { ...terms('4'), beacon: { round: 77 } }));
  const planned = game.round.startsAt;
  game.apply(event('round_start', { roundId: '4', startsAt: planned + 4_000, signature: '5a' }));
  assert.equal(game.round.beacon.round, 77);
  assert.equal(game.round.signature, '5a');
  assert.equal(game.round.startsAt, planned + 4_000);
  assert.equal(game.phase(planned + 3_999), 'locked');
  assert.equal(game.phase(planned + 4_000), 'flying');
});

test('a commitment counts as seen only while its game hash was secret', () => {
  const game = new Game();
  game.adopt({ ...terms('1'), phase: 'crashed', crash: 100, crashedAt: 7_000, gameHash: 'h' });
  game.apply(event('round_open', { ...terms('4'), beacon: { round: 77 } }));
  assert.deepEqual([...game.witnessed], [['4', { commitment: 'c4', beaconRound: 77 }]]);
});
