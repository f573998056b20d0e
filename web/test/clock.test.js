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

/** A machine whose steady clock stands still while it sleeps; `set` moves its time of the day. */
function machine({ offset = 500, wall = 0 } = {}) {
  let steady = 1_000_000;
  let ahead = wall;
  const clock = new Clock(
    () => steady,
    () => steady + ahead,
  );
  let slept = 0;
  const serverNow = () => steady + slept + offset;
  return {
    clock,
    pass: (ms) => (steady += ms),
    sleep: (ms) => {
      ahead += ms;
      slept += ms;
    },
    set: (ms) => (ahead += ms),
    serverNow,
    measure: () => {
      const sentAt = clock.local();
      steady += 10;
      const serverTime = serverNow();
      steady += 10;
      clock.sample(sentAt, serverTime);
    },
  };
}

test('after a sleep with the page in front the time is right at once, and is measured anew', () => {
  for (const wall of [0, 13 * 3_600_000, -13 * 3_600_000]) {
    const { clock, sleep, serverNow, measure, pass } = machine({ wall });
    for (let i = 0; i < 3; i += 1) machineTurn(measure, pass, clock);
    let jumps = 0;
    clock.onjump = () => (jumps += 1);
    sleep(90_000);
    assert.ok(Math.abs(clock.now() - serverNow()) < 1);
    assert.equal(jumps, 1);
    assert.equal(clock.isMeasured, false);
    assert.equal(clock.uncertainty, null);
  }
});

test('an hour that was set on the device moves nothing', () => {
  for (const ms of [-3_600_000, -1_000]) {
    const { clock, set, serverNow, measure, pass } = machine();
    machineTurn(measure, pass, clock);
    set(ms);
    assert.ok(Math.abs(clock.now() - serverNow()) < 1);
  }
  // Forward it looks like a sleep, until the next answer.
  const { clock, set, serverNow, measure } = machine();
  set(3_600_000);
  clock.now();
  measure();
  assert.ok(Math.abs(clock.now() - serverNow()) < 1);
});

test('an answer that was under way during a sleep is no sample', () => {
  const { clock, sleep, serverNow, pass, measure } = machine();
  measure();
  pass(1_000);
  const sentAt = clock.local();
  pass(5);
  const serverTime = serverNow();
  sleep(60_000);
  pass(5);
  clock.sample(sentAt, serverTime);
  assert.equal(clock.uncertainty, null);
  assert.ok(Math.abs(clock.now() - serverNow()) < 1);
});

test('a sample that contradicts the best one replaces all', () => {
  let local = 0;
  const clock = new Clock(() => local);
  for (const serverTime of [1_005, 2_005, 3_005]) {
    local = serverTime - 1_000;
    clock.sample(local - 10, serverTime);
  }
  local = 5_000;
  clock.sample(local - 400, 5_000 + 90_000);
  assert.equal(clock.offset, 90_200);
  clock.sample(local - 400, 5_000 + 90_020);
  assert.equal(clock.offset, 90_200, 'two that agree: the shortest round trip, and the first of equals');
});

test('what is forgotten stays the best guess until something is measured', () => {
  const { clock, measure, serverNow, pass } = machine({ offset: -7_200_000 });
  measure();
  pass(1_000);
  clock.forget();
  assert.ok(Math.abs(clock.now() - serverNow()) < 1);
  assert.equal(clock.uncertainty, null);
});

function machineTurn(measure, pass, clock) {
  measure();
  pass(1_000);
  clock.now();
}
