import assert from 'node:assert/strict';
import test from 'node:test';
import { BAD_LIFE_MS, LIFE_MS, MAX_TOASTS, ToastList } from '../app/toast-list.js';
import { FakeTime } from './fake-time.js';

function setUp() {
  const time = new FakeTime();
  const shown = new Map();
  let most = 0;
  const board = {
    add: (text) => {
      shown.set(text, 1);
      most = Math.max(most, shown.size);
    },
    count: (text, count) => shown.set(text, count),
    remove: (text) => shown.delete(text),
  };
  return { time, shown, list: new ToastList(board, time), most: () => most };
}

test('a hundred different notices never pile up', () => {
  const { shown, list, most } = setUp();
  for (let count = 1; count <= 100; count += 1) list.say(`failure ${count}`, 'bad');
  assert.equal(most(), MAX_TOASTS);
  assert.deepEqual([...shown.keys()], ['failure 98', 'failure 99', 'failure 100']);
});

test('a hundred equal notices are one, with a count, and it goes after the last of them', async () => {
  const { time, shown, list } = setUp();
  for (let count = 1; count <= 100; count += 1) {
    list.say('the house is busy', 'bad');
    await time.pass(100);
  }
  assert.deepEqual([...shown], [['the house is busy', 100]]);
  await time.pass(BAD_LIFE_MS);
  assert.equal(shown.size, 0);
});

test('a notice stands for 3 s, one of a failure longer', async () => {
  const { time, shown, list } = setUp();
  list.say('a bet added by Gus', 'info');
  list.say('the house is busy', 'bad');
  await time.pass(2_900);
  assert.equal(shown.size, 2);
  await time.pass(100);
  assert.deepEqual([...shown.keys()], ['the house is busy']);
  await time.pass(4_900);
  assert.equal(shown.size, 1);
  await time.pass(100);
  assert.equal(shown.size, 0);
  assert.deepEqual([LIFE_MS, BAD_LIFE_MS], [3_000, 8_000]);
});

test('what somebody is reading stays', async () => {
  const { time, shown, list } = setUp();
  list.say('read me', 'info');
  list.hold('read me');
  await time.pass(60_000);
  assert.equal(shown.size, 1);
  list.letGo('read me');
  await time.pass(3_000);
  assert.equal(shown.size, 0);
  list.letGo('read me');
});
