import assert from 'node:assert/strict';
import test from 'node:test';
import { elapsedTo, formatMultiplier, multiplierAt, parseMultiplier } from '../lib/curve.js';
import { holds } from './seeded.js';

test('the curve starts at 1.00× and never falls', () => {
  assert.equal(multiplierAt(-5), 100);
  assert.equal(multiplierAt(0), 100);
  for (let ms = 0, before = 100; ms < 60_000; ms += 7) {
    const now = multiplierAt(ms);
    assert.ok(now >= before, `at ${ms} ms`);
    before = now;
  }
});

test('known points of floor(100 · e^(0.00006 · ms))', () => {
  assert.equal(multiplierAt(165), 100);
  assert.equal(multiplierAt(166), 101);
  assert.equal(multiplierAt(11_552), 199);
  assert.equal(multiplierAt(11_553), 200);
  assert.equal(multiplierAt(76_753), 10_000);
});

test('the first instant of a multiplier is the first', () =>
  holds(500, (random) => {
    const multiplier = 101 + Math.floor(10 ** (random() * 7));
    const ms = elapsedTo(multiplier);
    assert.ok(multiplierAt(ms) >= multiplier);
    assert.ok(multiplierAt(ms - 1) < multiplier);
  }));

test('multipliers are written with two decimals and read back', () =>
  holds(200, (random) => {
    const multiplier = 100 + Math.floor(random() * 1_000_000);
    assert.equal(parseMultiplier(formatMultiplier(multiplier)), multiplier);
  }));

test('what is no multiplier is refused', () => {
  for (const text of ['', 'x', '-2', '1.005', '2e3', '1..2']) assert.equal(parseMultiplier(text), null, text);
  assert.equal(parseMultiplier('2'), 200);
  assert.equal(parseMultiplier('1,5x'), 150);
});
