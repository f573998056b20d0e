import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Removals, UNDO_MS } from '../league/removals.js';

const BETS = Array.from({ length: 60 }, (_, at) => ({ betId: `bet-${at}`, revision: at }));

/** What was sent, and how often there was something to draw. */
function held(bets = BETS) {
  mock.timers.enable({ apis: ['setTimeout'] });
  const seen = { sent: /** @type {string[][]} */ ([]), drawn: 0 };
  const removals = new Removals(() => (seen.drawn += 1));
  removals.hold(bets, (some) => seen.sent.push(some.map(({ betId }) => betId)));
  return { removals, seen };
}

test('bets are deleted after ten seconds, as many at once as the house takes', () => {
  const { removals, seen } = held();
  mock.timers.tick(UNDO_MS - 1);
  assert.deepEqual(seen.sent, []);
  assert.ok(removals.marked(BETS).every(({ pending }) => pending === 'leaving'));
  mock.timers.tick(1);
  assert.deepEqual(
    seen.sent.map((ids) => ids.length),
    [50, 10],
  );
  assert.deepEqual(removals.marked(BETS), BETS);
  removals.flush();
  assert.equal(seen.sent.length, 2);
  mock.timers.reset();
});

test('what is kept is not deleted, and the others are', () => {
  const { removals, seen } = held(BETS.slice(0, 3));
  removals.keep('bet-1');
  assert.deepEqual(
    removals.marked(BETS.slice(0, 3)).map(({ pending }) => pending),
    ['leaving', undefined, 'leaving'],
  );
  mock.timers.tick(UNDO_MS);
  assert.deepEqual(seen.sent, [['bet-0', 'bet-2']]);
  assert.equal(seen.drawn, 3);
  mock.timers.reset();
});

test('who leaves has their deletions sent, once; who kept all has sent none', () => {
  const { removals, seen } = held(BETS.slice(0, 2));
  removals.flush();
  mock.timers.tick(UNDO_MS);
  assert.deepEqual(seen.sent, [['bet-0', 'bet-1']]);
  removals.hold([BETS[5]], (some) => seen.sent.push(some.map(({ betId }) => betId)));
  removals.keep('bet-5');
  mock.timers.tick(UNDO_MS);
  assert.equal(seen.sent.length, 1);
  mock.timers.reset();
});
