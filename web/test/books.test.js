import assert from 'node:assert/strict';
import test from 'node:test';
import { readBooks } from '../lib/books.js';

const part = (/** @type {object} */ more) => ({
  player: '0xa',
  from: 1,
  through: 3,
  credits: { deposits: '100', openings: '0', refunds: '0', adjustments: '0', won: '7' },
  debits: { withdrawals: '0', adjustments: '0', lost: '2' },
  openStakes: '5',
  calculated: { available: '100', locked: '5' },
  stored: { available: '100', locked: '5', version: 3 },
  matches: true,
  ...more,
});

/** @param {any[]} parts */
function houseOf(parts) {
  /** @type {string[]} */
  const asked = [];
  const get = async (/** @type {string} */ path) => {
    asked.push(path);
    return { ok: true, value: parts[Math.min(asked.length, parts.length) - 1] };
  };
  return { asked, api: /** @type {any} */ ({ get }) };
}

test('books in one answer are taken as they are', async () => {
  const { api, asked } = houseOf([part({})]);
  const answer = await readBooks(api);
  assert.ok(answer.ok);
  assert.deepEqual(asked, ['/v1/reconciliation?from=1']);
  assert.equal(answer.value.credits.won, 7n);
  assert.equal(answer.value.calculated, 100n);
  assert.ok(answer.value.matches && answer.value.complete);
});

test('books in parts are added up, and one part that does not match is enough', async () => {
  const { api, asked } = houseOf([part({ next: 4 }), part({ through: 9, matches: false })]);
  const answer = await readBooks(api);
  assert.ok(answer.ok);
  assert.deepEqual(asked, ['/v1/reconciliation?from=1', '/v1/reconciliation?from=4']);
  assert.equal(answer.value.credits.deposits, 200n);
  assert.equal(answer.value.entries, 9);
  assert.equal(answer.value.matches, false);
});

test('books without end are read so far, and said to be incomplete', async () => {
  const { api, asked } = houseOf([part({ next: 4 })]);
  const answer = await readBooks(api);
  assert.ok(answer.ok);
  assert.equal(asked.length, 100);
  assert.equal(answer.value.complete, false);
});

test('a house that does not answer is said to be silent', async () => {
  const problem = { code: 'UNREACHABLE' };
  const answer = await readBooks(/** @type {any} */ ({ get: async () => ({ ok: false, problem }) }));
  assert.deepEqual(answer, { ok: false, problem });
});
