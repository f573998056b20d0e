import assert from 'node:assert/strict';
import test from 'node:test';
import { Clock } from '../lib/clock.js';
import { holds } from './seeded.js';

test('the offset is wrong by at most half the best round trip', () =>
  holds(200, (random) => {
    let local = 1_000_000;
    const offset = (random() - 0.5) * 100_000;
    const clock = new Clock(() => local);
    let best = Infinity;
    for (let sample = 0; sample < 10; sample += 1) {
      const [there, back] = [random() * 400, random() * 400];
      const sentAt = local;
      local += there;
      const serverTime = local + offset;
      local += back;
      clock.sample(sentAt, serverTime);
      best = Math.min(best, there + back);
    }
    assert.ok(Math.abs(clock.offset - offset) <= best / 2 + 1e-6);
  }));

test('a sample is not believed for ever', () => {
  let local = 0;
  const clock = new Clock(() => local);
  clock.sample(0, 500);
  local = 11 * 60_000;
  clock.sample(local - 100, local - 50 + 700);
  assert.equal(clock.offset, 700);
});

test('nonsense is no sample', () => {
  const clock = new Clock(() => 100);
  clock.sample(200, 500);
  clock.sample(50, Number.NaN);
  assert.equal(clock.offset, 0);
  assert.equal(clock.uncertainty, null);
});
