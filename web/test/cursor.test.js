import assert from 'node:assert/strict';
import test from 'node:test';
import { Cursor, Cursors } from '../lib/cursor.js';
import { holds, shuffled } from './seeded.js';

const journal = (length) =>
  Array.from({ length }, (_, index) => ({ channel: 'game', id: index + 1, type: 'x', at: 0, data: {} }));
const ids = (events) => events.map(({ id }) => id);

test('whatever is duplicated or out of order is applied once and in order', () =>
  holds(300, (random) => {
    const events = journal(40);
    const cursor = new Cursor('game');
    cursor.acknowledge({ status: 'ok', position: 0 });
    const arrivals = shuffled([...events, ...events.filter(() => random() < 0.3)], random);
    assert.deepEqual(ids(arrivals.flatMap((event) => cursor.offer(event))), ids(events));
    assert.equal(cursor.gap, false);
  }));

test('what is lost comes with a replay, and nothing is applied twice', () =>
  holds(300, (random) => {
    const events = journal(40);
    const cursor = new Cursor('game');
    cursor.acknowledge({ status: 'ok', position: 0 });
    const arrived = shuffled(
      events.filter(() => random() < 0.7),
      random,
    );
    const applied = arrived.flatMap((event) => cursor.offer(event));
    const known = cursor.position;
    applied.push(
      ...cursor.acknowledge({ status: 'replay', position: 40, events: events.slice(known) }).events,
    );
    assert.deepEqual(ids(applied), ids(events));
  }));

test('live events before the first answer wait for it', () => {
  const cursor = new Cursor('game');
  assert.deepEqual(cursor.offer(journal(5)[4]), []);
  const { snapshot, events } = cursor.acknowledge({
    status: 'snapshot',
    position: 4,
    snapshot: { phase: 'open' },
  });
  assert.deepEqual(snapshot, { phase: 'open' });
  assert.deepEqual(ids(events), [5]);
  assert.equal(cursor.position, 5);
});

test('a snapshot only moves forward', () => {
  const cursor = new Cursor('game');
  cursor.acknowledge({ status: 'snapshot', position: 8, snapshot: {} });
  const { snapshot } = cursor.acknowledge({ status: 'snapshot', position: 6, snapshot: { old: true } });
  assert.equal(snapshot, null);
  assert.equal(cursor.position, 8);
});

test('another epoch starts over, wherever it stands', () => {
  const cursor = new Cursor('game');
  cursor.acknowledge({ status: 'snapshot', epoch: 'a', position: 80, snapshot: {} });
  const { snapshot } = cursor.acknowledge({
    status: 'snapshot',
    epoch: 'b',
    position: 2,
    snapshot: { fresh: true },
  });
  assert.deepEqual(snapshot, { fresh: true });
  assert.equal(cursor.position, 2);
});

test('the channel of rounds goes on with the first entry of a newer round', () => {
  const cursor = new Cursor('rounds');
  const event = (round, id) => ({ channel: 'rounds', round, id, type: 'bets', at: 0, data: {} });
  cursor.acknowledge({ status: 'snapshot', position: { round: '7', id: 2 }, snapshot: {} });
  assert.equal(cursor.offer(event('7', 3)).length, 1);
  assert.equal(cursor.offer(event('10', 2)).length, 0, 'the second of a new round waits');
  assert.equal(cursor.gap, true);
  assert.equal(cursor.offer(event('10', 1)).length, 2, 'until the first has come');
  assert.equal(cursor.offer(event('7', 4)).length, 0, 'an older round is over');
  assert.deepEqual(cursor.position, { round: '10', id: 2 });
});

test('behind means that the server has more', () => {
  const cursor = new Cursor('game');
  assert.equal(cursor.isBehind(3), false, 'before the first answer there is no place to compare');
  cursor.acknowledge({ status: 'ok', position: 3 });
  assert.equal(cursor.isBehind(3), false);
  assert.equal(cursor.isBehind(4), true);
});

test('positions are only said together where they count in the same epoch', () => {
  const cursors = new Cursors();
  cursors.of('game').acknowledge({ status: 'snapshot', epoch: 'b', position: 3, snapshot: {} });
  cursors.of('week:p:w').acknowledge({ status: 'snapshot', epoch: 'a', position: 9, snapshot: {} });
  assert.deepEqual(cursors.known(['game', 'week:p:w']), { positions: { game: 3 }, epoch: 'b' });
  assert.deepEqual(cursors.known(['week:p:w']), { positions: { 'week:p:w': 9 }, epoch: 'a' });
});

test('an ok in another epoch is no position: what it was said to is not known any more', () => {
  const cursor = new Cursor('game');
  cursor.acknowledge({ status: 'snapshot', epoch: 'a', position: 3, snapshot: {} });
  assert.equal(cursor.acknowledge({ status: 'ok', epoch: 'b', position: 3 }).replaced, true);
  assert.equal(cursor.position, null);
});
