import assert from 'node:assert/strict';
import test from 'node:test';
import { Staleness } from '../lib/staleness.js';
import { seeded } from './seeded.js';

const CROWDED = 100 / 30;
const SECOND = 1_000;

/** When each of some pages asks first, all of which heard the last news in the same second. */
function firstQuestions(pages, crowding, awaited) {
  const random = seeded(7);
  return Array.from({ length: pages }, () => {
    const lookout = new Staleness(random);
    const heardAt = random() * SECOND;
    lookout.asks('start', 0);
    lookout.heard(heardAt, crowding);
    let at = heardAt;
    while (!lookout.asks(awaited, at)) at += SECOND;
    return at;
  });
}

function mostInOneSecond(instants) {
  const counts = new Map();
  for (const at of instants) {
    const second = Math.floor(at / SECOND);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

test('one page asks after fifteen seconds of silence', () => {
  const [at] = firstQuestions(1, 1, 'anything');
  assert.ok(at >= 15_000 && at <= 17_000, `${at} ms`);
});

test('five thousand pages that heard the last news together ask over minutes', () => {
  const asked = firstQuestions(5_000, CROWDED, 'anything');
  assert.ok(Math.min(...asked) >= 50_000);
  assert.ok(Math.max(...asked) <= 200_000);
  assert.ok(mostInOneSecond(asked) < 60, `${mostInOneSecond(asked)} in one second`);
});

test('a start that is late is asked for over half a minute', () => {
  const asked = firstQuestions(5_000, CROWDED, 'start');
  assert.ok(Math.max(...asked) <= 30_000);
  assert.ok(mostInOneSecond(asked) < 400, `${mostInOneSecond(asked)} in one second`);
});

test('who waits for a payment asks as soon among many as among few', () => {
  for (const at of firstQuestions(100, CROWDED, 'payment')) assert.ok(at <= 7_000, `${at} ms`);
});

test('a house that stays silent is asked ever less often', () => {
  const lookout = new Staleness(() => 0.5);
  lookout.heard(0, 1);
  const asked = [];
  for (let at = 0; at < 1_000 * SECOND; at += SECOND) if (lookout.asks('anything', at)) asked.push(at);
  const waits = asked.slice(1).map((at, index) => at - asked[index]);
  assert.ok(waits[0] < waits.at(-1));
  assert.ok(waits.at(-1) <= 121_000);
});
