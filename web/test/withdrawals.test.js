import assert from 'node:assert/strict';
import test from 'node:test';
import { amountText, arrivalText, explainWithdrawal, statusText } from '../app/withdrawal-words.js';
import { judgeWithdrawal, readWithdrawal, Withdrawals } from '../lib/withdrawals.js';

const ETHER = 10n ** 18n;
const TERMS = { to: '0xa11ce', minimum: '10', fee: '0', needed: 12, paused: false };
const ONE = { withdrawalId: '21', amount: '100', fee: '0', to: '0xa11ce', askedAt: 5, status: 'requested' };
const ACCOUNT = { available: '900', locked: '0', version: 21 };

/** @param {string} id */
const named = (id, more = {}) => ({ ...ONE, withdrawalId: id, ...more });
const page = (/** @type {any[]} */ withdrawals, more = {}) => ({
  ok: true,
  value: { ...TERMS, withdrawals, ...more },
});

/** An API whose answers a test gives when it likes. */
class HeldApi {
  /** @type {any[]} */
  calls = [];
  get = (/** @type {string} */ path) => this.#hold(path);
  operate = (/** @type {string} */ path, /** @type {any} */ body, /** @type {string} */ key) =>
    this.#hold(path, body, key);
  /** @returns {Promise<any>} */
  #hold(/** @type {any[]} */ ...[path, body, key]) {
    return new Promise((answer) => this.calls.push({ path, body, key, answer }));
  }
}

function house() {
  const api = new HeldApi();
  const player = {
    balance: /** @type {any} */ ({ available: 1_000n, locked: 0n, version: 20 }),
    expected: { expectedVersion: 20 },
    /** @type {any[]} */
    taken: [],
    take(/** @type {any} */ account) {
      this.taken.push(account);
    },
  };
  return { api, player, withdrawals: new Withdrawals(api, player) };
}

const turn = () => new Promise((done) => setImmediate(done));

test('terms and withdrawals are read to the wei, and what is absent is null', async () => {
  const { api, withdrawals } = house();
  const asked = withdrawals.refresh();
  api.calls[0].answer(
    page([named('21', { status: 'confirming', hash: '0xfeed', confirmations: 3, needed: 12 })]),
  );
  await asked;
  assert.deepEqual(withdrawals.terms, {
    to: '0xa11ce',
    minimum: 10n,
    maximum: null,
    fee: 0n,
    needed: 12,
    paused: false,
  });
  const [one] = withdrawals.list;
  assert.deepEqual(
    [one.amount, one.hash, one.confirmations, one.reason, one.endedAt],
    [100n, '0xfeed', 3, null, null],
  );
  assert.equal(withdrawals.isUnderWay, true);
  withdrawals.clear();
  assert.deepEqual([withdrawals.list, withdrawals.terms, withdrawals.isUnderWay], [[], null, false]);
});

test('a withdrawal names the balance that it was made on, and its answer moves it', async () => {
  const { api, player, withdrawals } = house();
  const done = withdrawals.withdraw(100n);
  assert.deepEqual(api.calls[0].body, { amount: '100', expectedVersion: 20 });
  assert.match(api.calls[0].key, /^20\./);
  api.calls[0].answer({ ok: true, value: { withdrawal: ONE, account: ACCOUNT } });
  assert.equal((await done).ok, true);
  assert.deepEqual(player.taken, [ACCOUNT]);
  assert.deepEqual(
    withdrawals.list.map(({ withdrawalId }) => withdrawalId),
    ['21'],
  );
});

test('where nobody could tell, the same amount asks for the same withdrawal; another one does not', async () => {
  const { api, withdrawals } = house();
  const first = withdrawals.withdraw(100n);
  api.calls[0].answer({ ok: false, problem: { code: 'UNAVAILABLE', unknown: true } });
  await turn();
  api.calls[1].answer(page([]));
  await first;
  const again = withdrawals.withdraw(100n);
  assert.equal(api.calls[2].key, api.calls[0].key);
  assert.deepEqual(api.calls[2].body, api.calls[0].body);
  api.calls[2].answer({ ok: false, problem: { code: 'PAUSED', unknown: false } });
  await turn();
  api.calls[3].answer(page([]));
  await again;
  withdrawals.withdraw(100n);
  assert.notEqual(api.calls[4].key, api.calls[0].key, 'a definite no is over');
  withdrawals.withdraw(7n);
  assert.notEqual(api.calls[5].key, api.calls[4].key);
});

test('an answer that was overtaken says nothing', async () => {
  const { api, withdrawals } = house();
  const slow = withdrawals.refresh();
  const fast = withdrawals.refresh();
  api.calls[1].answer(page([named('21', { status: 'paid' })]));
  await fast;
  api.calls[0].answer(page([ONE]));
  await slow;
  assert.equal(withdrawals.list[0].status, 'paid');
  const stale = withdrawals.refresh();
  const made = withdrawals.withdraw(5n);
  api.calls[3].answer({ ok: true, value: { withdrawal: named('22'), account: ACCOUNT } });
  await made;
  api.calls[2].answer(page([named('21', { status: 'paid' })]));
  await stale;
  assert.deepEqual(
    withdrawals.list.map(({ withdrawalId }) => withdrawalId),
    ['22', '21'],
  );
});

test('an answer for the player before is dropped', async () => {
  const { api, withdrawals, player } = house();
  const asked = withdrawals.refresh();
  const made = withdrawals.withdraw(5n);
  withdrawals.clear();
  api.calls[0].answer(page([ONE]));
  api.calls[1].answer({ ok: true, value: { withdrawal: ONE, account: ACCOUNT } });
  await Promise.all([asked, made]);
  assert.deepEqual([withdrawals.list, player.taken], [[], []]);
});

test('older pages stay behind the newest when these are read again', async () => {
  const { api, withdrawals } = house();
  const first = withdrawals.refresh();
  api.calls[0].answer(page([named('30'), named('29')], { next: 29 }));
  await first;
  const more = withdrawals.more();
  assert.equal(api.calls[1].path, '/v1/withdrawals?before=29');
  api.calls[1].answer(page([named('5', { status: 'paid' })]));
  await more;
  assert.equal(withdrawals.next, null);
  assert.equal(await withdrawals.more(), null);
  const again = withdrawals.refresh();
  api.calls[2].answer(page([named('31'), named('30', { status: 'paid' })], { next: 30 }));
  await again;
  assert.deepEqual(
    withdrawals.list.map(({ withdrawalId, status }) => `${withdrawalId} ${status}`),
    ['31 requested', '30 paid', '29 requested', '5 paid'],
  );
  assert.equal(withdrawals.next, null, 'the list goes on to the end already');
});

test('one that is under way is asked for every three seconds, and nothing else is', async () => {
  const { api, withdrawals } = house();
  withdrawals.watch(10_000);
  assert.equal(api.calls.length, 0);
  const asked = withdrawals.refresh();
  api.calls[0].answer(page([ONE]));
  await asked;
  withdrawals.watch(10_000);
  withdrawals.watch(12_999);
  assert.equal(api.calls.length, 2);
  withdrawals.watch(13_000);
  assert.equal(api.calls.length, 3);
  api.calls[2].answer(page([named('21', { status: 'paid' })]));
  await turn();
  withdrawals.watch(20_000);
  assert.equal(api.calls.length, 3);
});

test('an amount is at least the minimum and at most what is available', () => {
  const bounds = { available: ETHER, minimum: ETHER / 100n, maximum: null };
  const amounts = { 0.01: ETHER / 100n, 1: ETHER, ',5': ETHER / 2n };
  for (const [text, amount] of Object.entries(amounts)) {
    assert.deepEqual(judgeWithdrawal(text, bounds), { ok: true, amount });
  }
  const refused = {
    '0.009999999999999999': 'small',
    '1.000000000000000001': 'much',
    0: 'malformed',
    x: 'malformed',
    '': 'malformed',
    '-1': 'malformed',
  };
  for (const [text, why] of Object.entries(refused)) {
    const judged = judgeWithdrawal(text, bounds);
    assert.equal(!judged.ok && judged.why, why, text);
  }
  assert.match(amountText('small', bounds), /smallest withdrawal is 0\.01 ETH/);
  assert.match(amountText('much', bounds), /1 ETH available/);
  assert.match(amountText('malformed', bounds), /like 0\.5/);
  const limited = { ...bounds, maximum: ETHER / 2n };
  assert.deepEqual(judgeWithdrawal('0.5', limited), { ok: true, amount: ETHER / 2n });
  const large = judgeWithdrawal('0.500000000000000001', limited);
  assert.equal(!large.ok && large.why, 'large');
  assert.match(amountText('large', limited), /largest withdrawal is 0\.5 ETH/);
});

test('each status and each reason is told in words', () => {
  const text = (/** @type {any} */ more) => statusText(readWithdrawal({ ...ONE, ...more }));
  assert.equal(text({}), 'Requested');
  assert.match(text({ status: 'held', reason: 'held', until: 1_795_168_830_000 }), /^Waiting until .*2026/);
  assert.match(text({ status: 'held', reason: 'approval' }), /two people/);
  for (const reason of ['after_deposit', 'day_limit', 'month_limit', 'many_withdrawals']) {
    assert.match(
      text({ status: 'held', reason, until: 1_795_168_830_000 }),
      /^Waiting, since you .*, until .*2026/,
    );
  }
  assert.equal(text({ status: 'held', reason: 'a_newer_word' }), 'Waiting');
  assert.equal(text({ status: 'queued' }), 'Next to be sent');
  assert.match(text({ status: 'sent', hash: '0x1' }), /^Sent/);
  assert.equal(text({ status: 'confirming', confirmations: 13, needed: 12 }), '12 of 12');
  assert.equal(text({ status: 'paid' }), 'Paid');
  assert.match(text({ status: 'refunded', reason: 'reverted' }), /^Back in your balance: the contract/);
  assert.match(text({ status: 'refunded', reason: 'no such place' }), /no such place/);
});

test('refusals are told with what to do', () => {
  const told = (/** @type {any} */ problem) => explainWithdrawal({ detail: '', unknown: false, ...problem });
  assert.match(told({ code: 'WITHDRAWAL_TOO_SMALL', minimum: '10000000000000000' }), /0\.01 ETH/);
  assert.match(told({ code: 'WITHDRAWAL_TOO_LARGE', maximum: '500000000000000000' }), /0\.5 ETH/);
  assert.match(told({ code: 'INSUFFICIENT_FUNDS' }), /available/);
  assert.match(told({ code: 'UNAVAILABLE', unknown: true }), /happens once/);
  assert.match(told({ code: 'UNAUTHENTICATED', unknown: true }), /Sign in again/);
  assert.match(told({ code: 'KEY_EXPIRED' }), /try again/);
  assert.equal(arrivalText(12), 'Usually within 3 minutes of being sent: it is final after 12 blocks.');
  assert.equal(arrivalText(1), 'Usually within a minute of being sent: it is final after 1 block.');
});
