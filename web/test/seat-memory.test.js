import assert from 'node:assert/strict';
import test from 'node:test';
import { FIRST_STAKE, SeatMemory } from '../app/seat-memory.js';
import { PageStorage } from '../lib/storage.js';

const ANN = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
const BOB = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc';
const FIRST = { stake: FIRST_STAKE, auto: '' };

test('each player finds what they staked last, on each seat', () => {
  const storage = new PageStorage();
  const [one, two] = [1, 2].map((seat) => new SeatMemory(storage, seat));
  assert.deepEqual(one.recall(ANN), FIRST);
  one.keep(ANN, { stake: '0.002', auto: '1.5' });
  two.keep(ANN, { stake: '3', auto: '' });
  assert.deepEqual(new SeatMemory(storage, 1).recall(ANN), { stake: '0.002', auto: '1.5' });
  assert.deepEqual(two.recall(ANN), { stake: '3', auto: '' });
  assert.deepEqual(one.recall(BOB), FIRST);
  assert.deepEqual(one.recall(null), FIRST);
});

test('what cannot be an amount is not put into a field', () => {
  for (const kept of [
    '',
    'null',
    '7',
    '{',
    '{"stake":"lots","auto":""}',
    '{"stake":"1","auto":"x"}',
    '{"stake":1}',
  ]) {
    const storage = new PageStorage();
    storage.setItem(`fairfall.seat:${ANN}:1`, kept);
    assert.deepEqual(new SeatMemory(storage, 1).recall(ANN), FIRST, kept);
  }
});

test('a storage that is full or blocked costs the memory alone', () => {
  const storage = /** @type {any} */ ({
    getItem() {
      throw new DOMException('blocked');
    },
    setItem() {
      throw new DOMException('full');
    },
  });
  const memory = new SeatMemory(storage, 1);
  memory.keep(ANN, { stake: '1', auto: '' });
  assert.deepEqual(memory.recall(ANN), FIRST);
});
