import assert from 'node:assert/strict';
import test from 'node:test';
import { Api, operationKey } from '../lib/api.js';

/** A server that gives prepared answers and remembers what it was asked. */
function serverOf(...answers) {
  const asked = [];
  const fetch = async (path, request) => {
    asked.push({ path, ...request });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    const { status, body = {}, headers = {} } = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(status === 304 ? null : text, { status, headers });
  };
  const waits = [];
  const api = new Api({
    fetch,
    token: () => 'token',
    pause: async (ms) => void waits.push(ms),
    random: () => 0.5,
  });
  return { api, asked, waits };
}

test('an unknown answer is asked again with the same key and the next number', async () => {
  const { api, asked } = serverOf(new Error('cut'), { status: 503 }, { status: 201, body: { betId: '7' } });
  const answer = await api.operate('/v1/bets', { stake: '1' }, '4.abcdefgh');
  assert.equal(answer.ok, true);
  assert.deepEqual(answer.value, { betId: '7' });
  assert.deepEqual(
    asked.map(({ headers }) => headers['Idempotency-Key']),
    Array(3).fill('4.abcdefgh'),
  );
  assert.deepEqual(
    asked.map(({ headers }) => headers['Idempotency-Attempt']),
    ['1', '2', '3'],
  );
});

test('a definite no is not asked again', async () => {
  const problem = { code: 'INSUFFICIENT_FUNDS', detail: 'no' };
  const { api, asked } = serverOf({ status: 422, body: problem });
  const answer = await api.operate('/v1/bets', {}, '1.abcdefgh');
  assert.equal(answer.ok, false);
  assert.equal(answer.problem.code, 'INSUFFICIENT_FUNDS');
  assert.equal(answer.problem.unknown, false);
  assert.equal(asked.length, 1);
});

test('a lost session ends the attempts: without it no answer can come', async () => {
  for (const [status, message] of [
    [401, 'Unauthorized'],
    [403, 'Forbidden'],
  ]) {
    const { api, asked } = serverOf({ status, body: { message } });
    const answer = await api.operate('/v1/bets', {}, '1.abcdefgh');
    assert.equal(answer.problem.code, 'UNAUTHENTICATED', `the gateway's own ${status}`);
    assert.equal(answer.problem.unknown, true);
    assert.equal(asked.length, 1);
  }
});

test('a 403 of the house itself is a definite no, and no lost session', async () => {
  const { api } = serverOf({ status: 403, body: { code: 'FORBIDDEN' } });
  const answer = await api.operate('/v1/bets', {}, '1.abcdefgh');
  assert.equal(answer.problem.code, 'FORBIDDEN');
  assert.equal(answer.problem.unknown, false);
});

test('attempts are bounded, and the last answer stays unknown', async () => {
  const { api, asked } = serverOf(...Array(9).fill({ status: 500, body: '<html>' }));
  const answer = await api.operate('/v1/bets', {}, '1.abcdefgh');
  assert.equal(asked.length, 6);
  assert.equal(answer.problem.unknown, true);
});

test('Retry-After is honoured', async () => {
  const { api, waits } = serverOf({ status: 503, headers: { 'Retry-After': '2' } }, { status: 200 });
  await api.operate('/v1/bets', {}, '1.abcdefgh');
  assert.deepEqual(waits, [2_000]);
});

test('only a poll says that it is one', async () => {
  const { api, asked } = serverOf({ status: 200 }, { status: 200 });
  await api.get('/v1/rounds/current');
  await api.poll('/v1/rounds/current');
  assert.deepEqual(
    asked.map(({ headers }) => headers['Fairfall-Fallback']),
    [undefined, '1'],
  );
});

test('a cash-out has no body', async () => {
  const { api, asked } = serverOf({ status: 200 });
  await api.operate('/v1/bets/7/cashout', undefined, '1.abcdefgh');
  assert.equal(asked[0].body, undefined);
  assert.equal(asked[0].headers['Content-Type'], undefined);
});

test('a cash-out that nobody could answer is asked again with the stamp of its first arrival', async () => {
  const { api, asked } = serverOf(
    new Error('cut'),
    { status: 503, body: { code: 'UNAVAILABLE', stamp: '1000.first' } },
    new Error('cut'),
    { status: 503, body: { code: 'UNAVAILABLE', stamp: '2000.second' } },
    { status: 200, body: { betId: '7' } },
  );
  const answer = await api.operate('/v1/bets/7/cashout', undefined, '1.abcdefgh');
  assert.equal(answer.ok, true);
  assert.deepEqual(
    asked.map(({ headers }) => headers['Cashout-Stamp']),
    [undefined, undefined, '1000.first', '1000.first', '1000.first'],
  );
});

test('with a stamp patience pays, and it is bounded too', async () => {
  const body = { code: 'UNAVAILABLE', stamp: '1000.first' };
  const { api, asked } = serverOf(...Array(99).fill({ status: 503, body }));
  const answer = await api.operate('/v1/bets/7/cashout', undefined, '1.abcdefgh');
  assert.equal(asked.length, 90);
  assert.equal(answer.problem.stamp, '1000.first');
});

test('a lost session keeps the stamp for whoever asks again', async () => {
  const { api, asked } = serverOf(
    { status: 503, body: { code: 'UNAVAILABLE', stamp: '1000.first' } },
    { status: 401 },
    { status: 200 },
  );
  const { problem } = await api.operate('/v1/bets/7/cashout', undefined, '1.abcdefgh');
  assert.equal(problem.stamp, '1000.first');
  await api.operate('/v1/bets/7/cashout', undefined, '1.abcdefgi', problem.stamp);
  assert.equal(asked[2].headers['Cashout-Stamp'], '1000.first');
});

test('a key names the version and is never the same twice', () => {
  const keys = new Set(Array.from({ length: 500 }, () => operationKey(12)));
  assert.equal(keys.size, 500);
  for (const key of keys) assert.match(key, /^12\.[A-Za-z0-9_-]{16}$/);
});

test('whoever is too fast waits as long as they are told, and asks again with the same key', async () => {
  const hurried = { status: 429, body: { code: 'RATE_LIMITED' }, headers: { 'Retry-After': '1' } };
  const { api, asked, waits } = serverOf(hurried, hurried, { status: 201, body: { betId: '7' } });
  const answer = await api.operate('/v1/bets', {}, '4.abcdefgh');
  assert.equal(answer.ok, true);
  assert.equal(
    waits.every((ms) => ms >= 1_000),
    true,
    String(waits),
  );
  assert.deepEqual(
    asked.map(({ headers }) => `${headers['Idempotency-Key']} ${headers['Idempotency-Attempt']}`),
    ['4.abcdefgh 1', '4.abcdefgh 2', '4.abcdefgh 3'],
  );
});

test('a refusal for a break says until when', async () => {
  const { api } = serverOf({ status: 403, body: { code: 'EXCLUDED', until: 1_795_168_830_000 } });
  const { problem } = await api.operate('/v1/bets', {}, '4.abcdefgh');
  assert.equal(problem.until, 1_795_168_830_000);
  assert.equal(problem.unknown, false);
});

test('what has not changed is not sent again', async () => {
  const list = { status: 200, body: { bets: [] }, headers: { ETag: '"4"' } };
  const { api, asked } = serverOf(list, { status: 304 });
  const first = await api.getChanged('/v1/list', null);
  assert.deepEqual([first.value, first.tag], [{ bets: [] }, '"4"']);
  const second = await api.getChanged('/v1/list', first.tag ?? null);
  assert.deepEqual([second.ok, second.value], [true, null]);
  assert.deepEqual(
    asked.map(({ headers }) => headers['If-None-Match']),
    [undefined, '"4"'],
  );
});
