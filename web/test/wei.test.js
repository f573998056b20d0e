import assert from 'node:assert/strict';
import test from 'node:test';
import { formatEther, parseEther, parseWei, payoutOf, WEI_PER_ETHER } from '../lib/wei.js';
import { holds } from './seeded.js';

test('ether text and wei are the same amount, to the wei', () =>
  holds(500, (random) => {
    const digits = Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 10));
    const wei = BigInt(digits.join(''));
    assert.equal(parseEther(formatEther(wei)), wei);
    assert.equal(parseWei(String(wei)), wei);
  }));

test('what is no amount is refused, not guessed', () => {
  for (const text of ['', '.', '-1', '1e3', '0x1', '1.0000000000000000001', '1,2,3', 'ether', '1 0', '٣']) {
    assert.equal(parseEther(text), null, text);
  }
  for (const text of ['', '-1', '1.5', '1e3', ' 1', '9'.repeat(79)])
    assert.throws(() => parseWei(text), text);
});

test('a person may write it as people do', () => {
  assert.equal(parseEther(' 0.5 '), WEI_PER_ETHER / 2n);
  assert.equal(parseEther('.5'), WEI_PER_ETHER / 2n);
  assert.equal(parseEther('0,5'), WEI_PER_ETHER / 2n);
  assert.equal(parseEther('3.'), 3n * WEI_PER_ETHER);
});

test('what is a thousand to one reader and one to another is not guessed', () => {
  for (const text of ['1,000', '12,345', '999,000', ' 1,500 ']) assert.equal(parseEther(text), null, text);
  for (const text of ['0,500', '1,5', '1,0000', '1234,567', '1.000'])
    assert.notEqual(parseEther(text), null, text);
  assert.equal(parseEther('1.000'), WEI_PER_ETHER, 'amounts are written with a point here');
});

test('a short form is cut, never rounded up, and never hides that there is something', () => {
  assert.equal(formatEther(1_999_999_999_999_999_999n, 4), '1.9999');
  assert.equal(formatEther(123n, 4), '0.000000000000000123'.slice(0, 19));
  assert.equal(formatEther(-1_500_000_000_000_000_000n, 2), '-1.5');
  assert.equal(formatEther(0n, 4), '0');
});

test('a payout is rounded down and its profit capped', () => {
  assert.equal(payoutOf(3n, 150), 4n);
  assert.equal(payoutOf(100n, 250), 250n);
  assert.equal(payoutOf(100n, 250, 50n), 150n);
});
