import assert from 'node:assert/strict';
import test from 'node:test';
import { Deposits } from '../lib/deposits.js';

const LINE = {
  key: 'deposit:1:0x1:N',
  hash: '0x1',
  amount: '1000000000000000001',
  block: 7,
  confirmations: 1,
  state: 'seen',
};
const PLACE = { address: '0xf00d', chainId: '1', minimum: '100', needed: 12 };

/** @param {any} value */
function answering(value) {
  const answer = async () => /** @type {any} */ ({ ok: true, value });
  return new Deposits({ get: answer, post: answer });
}

test('a deposit is seen, confirmed and credited, whoever brings the news', async () => {
  const deposits = answering({ ...PLACE, version: 1, head: 7, pending: [LINE], ended: [] });
  await deposits.refresh();
  const place = { address: '0xf00d', chainId: '1', minimum: 100n, needed: 12 };
  assert.deepEqual(deposits.place, { ...place, paused: false });
  assert.equal(deposits.pending[0].amount, 1_000_000_000_000_000_001n);
  const event = { channel: 'deposits', type: 'deposits_update', at: 1 };
  deposits.apply({ ...event, id: 2, data: { pending: [{ ...LINE, confirmations: 2 }], ended: [] } });
  assert.equal(deposits.pending[0].confirmations, 2);
  deposits.adopt({ pending: [], ended: [{ ...LINE, confirmations: 12, state: 'credited' }] }, 12);
  assert.deepEqual([deposits.pending.length, deposits.ended[0].state], [0, 'credited']);
});

test('what another wallet sent is found by its transaction and claimed with its signature', async () => {
  /** @type {any[]} */
  const asked = [];
  const kept = {
    key: 'deposit:1:0x1:N',
    from: '0xb0b',
    amount: '5',
    message: 'Credit to: 0xa11ce',
    claimed: 'no',
  };
  const api = {
    get: async (/** @type {string} */ path) => {
      asked.push(path);
      return /** @type {any} */ ({ ok: true, value: { deposits: [kept], needed: 12 } });
    },
    post: async (/** @type {string} */ path, /** @type {any} */ body) => {
      asked.push([path, body]);
      const ended = [{ ...LINE, amount: '5', state: 'credited' }];
      return /** @type {any} */ ({ ok: true, value: { ...PLACE, version: 4, pending: [], ended } });
    },
  };
  const deposits = new Deposits(api);
  const answer = await deposits.claimable('0x1');
  assert.deepEqual(answer.ok && answer.value, { deposits: [{ ...kept, amount: 5n, token: null }], more: 0 });
  await deposits.claim(kept.key, '0x5161');
  await deposits.claim(kept.key, null);
  assert.deepEqual(asked, [
    '/v1/deposits/claims?hash=0x1',
    ['/v1/deposits/claims', { key: kept.key, signature: '0x5161' }],
    ['/v1/deposits/claims', { key: kept.key }],
  ]);
  assert.deepEqual([deposits.ended[0].state, deposits.version], ['credited', 4]);
});

test('of a deposit that left the chain it is told how much is taken back by now', () => {
  const deposits = answering({});
  const reversed = { ...LINE, state: 'reversed', takenBack: '999' };
  deposits.adopt({ pending: [], ended: [reversed, LINE] }, 1);
  assert.deepEqual([deposits.ended[0].takenBack, deposits.ended[1].takenBack], [999n, null]);
});

test('of more than the list has it is told how many there are', async () => {
  const state = { pending: [LINE], ended: [] };
  const deposits = answering({ ...PLACE, ...state, version: 1, head: 7, morePending: 30 });
  await deposits.refresh();
  assert.equal(deposits.morePending, 30);
  deposits.adopt({ ...state, morePending: 2 }, 2);
  assert.equal(deposits.morePending, 2);
  deposits.adopt(state, 3);
  assert.equal(deposits.morePending, 0);
  deposits.adopt({ ...state, morePending: 4 }, 4);
  deposits.clear();
  assert.equal(deposits.morePending, 0);
  const found = await answering({ deposits: [], needed: 12, more: 7 }).claimable('0x1');
  assert.equal(found.ok && found.value.more, 7);
});

test('older news changes nothing', () => {
  const deposits = answering({});
  deposits.adopt({ pending: [], ended: [LINE] }, 5);
  deposits.adopt({ pending: [LINE], ended: [] }, 4);
  assert.deepEqual([deposits.pending.length, deposits.ended.length, deposits.version], [0, 1, 5]);
});

test('an answer for the player before is not taken for the next one', async () => {
  const deposits = answering({ ...PLACE, version: 3, head: 7, pending: [LINE], ended: [] });
  const asked = deposits.refresh();
  deposits.clear();
  await asked;
  assert.deepEqual([deposits.place, deposits.pending, deposits.version], [null, [], 0]);
});

test('a house that is short says that nothing more should be sent', async () => {
  const value = { ...PLACE, paused: 'house_short', version: 0, head: 0, pending: [], ended: [] };
  const get = async () => /** @type {any} */ ({ ok: true, value });
  const deposits = new Deposits(/** @type {any} */ ({ get }));
  await deposits.refresh();
  assert.equal(deposits.place?.paused, true);
});
