import assert from 'node:assert/strict';
import test from 'node:test';
import { isInRollout, maxStakeOf } from '../lib/rollout.js';

const ALICE = '0xa11ce00000000000000000000000000000000001';
const BOB = '0xb0b0000000000000000000000000000000000002';
const settings = (raisedMaxStake, rolloutPercent) => ({
  bettingPaused: false,
  raisedMaxStake,
  rolloutPercent,
});

test('the same players are in as in the house', () => {
  // the same two players stand in the test of the house's own Settings
  for (const [player, place] of [
    [ALICE, 89],
    [BOB, 95],
  ]) {
    assert.equal(isInRollout(player, place), false);
    assert.equal(isInRollout(player, place + 1), true);
    assert.equal(isInRollout(player, 100), true);
  }
});

test('a raised limit is for those who are in, and never lowers one', () => {
  assert.equal(maxStakeOf(ALICE, 10n, settings(50n, 100)), 50n);
  assert.equal(maxStakeOf(ALICE, 10n, settings(50n, 0)), 10n);
  assert.equal(maxStakeOf(ALICE, 10n, settings(5n, 100)), 10n);
  assert.equal(maxStakeOf(ALICE, 10n, settings(null, 100)), 10n);
  assert.equal(maxStakeOf(null, 10n, settings(50n, 100)), 10n);
});
