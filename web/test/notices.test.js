import assert from 'node:assert/strict';
import test from 'node:test';
import { explain } from '../app/messages.js';
import { placedNotice } from '../app/seat-words.js';

const refused = (code) =>
  explain({ code, status: 409, title: '', detail: '', unknown: false, retryAfterMs: 0 });

test('the notices of a bet are those that the guide names', () => {
  assert.equal(placedNotice(10n ** 16n), 'Bet placed: 0.01 ETH');
  assert.equal(refused('VERSION_CONFLICT'), 'Balance updated, please try again.');
  assert.match(refused('INSUFFICIENT_FUNDS'), /balance does not cover/);
});
