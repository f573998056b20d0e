import assert from 'node:assert/strict';
import test from 'node:test';
import { validateBet } from '../lib/bet-validation.js';
import { WEI_PER_ETHER } from '../lib/wei.js';

const LIMITS = {
  bounds: { minStake: WEI_PER_ETHER / 1000n, maxStake: WEI_PER_ETHER },
  available: WEI_PER_ETHER / 2n,
  local: true,
};
const fieldOf = (stake, auto) => validateBet(stake, auto, LIMITS).field;

test('a sound wish is taken to the wei', () => {
  const { wish } = validateBet('0.123456789012345678', '2.5', LIMITS);
  assert.deepEqual(wish, { stake: 123_456_789_012_345_678n, autoCashout: 250 });
  assert.equal(validateBet('0.1', ' ', LIMITS).wish.autoCashout, null);
});

test('what the house would refuse is said next to its field', () => {
  assert.equal(fieldOf('', ''), 'stake');
  assert.equal(fieldOf('0', ''), 'stake');
  assert.equal(fieldOf('0.0001', ''), 'stake');
  assert.equal(fieldOf('1.1', ''), 'stake');
  assert.equal(fieldOf('0.6', ''), 'stake', 'more than there is');
  assert.equal(fieldOf('0.1', '1'), 'auto');
  assert.equal(fieldOf('0.1', 'soon'), 'auto');
});

test('what is wrong is said as it is', () => {
  const why = (stake, auto) => validateBet(stake, auto, LIMITS).why;
  assert.match(why('1,000', ''), /^1,000 can be read in two ways: write 1 or 1000\.$/);
  assert.match(why('1,250', ''), /: write 1\.250 or 1250\.$/);
  assert.match(why('0.1', '2.345×'), /two decimals at most/);
  assert.match(why('0.1', '2,3456'), /two decimals at most/);
  assert.match(why('0.1', '10000000.01'), /ends at 10,000,000×/);
  assert.match(why('0.1', 'soon'), /^Enter a multiplier/);
  assert.match(why('0.1', '1.00'), /starts at 1\.01×/);
  assert.equal(validateBet('0.1', '10000000', LIMITS).wish.autoCashout, 1_000_000_000);
});

test('before the first answer only the amount itself is judged', () => {
  assert.ok(validateBet('5', '', { bounds: null, available: null, local: false }).ok);
});
