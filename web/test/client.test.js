import assert from 'node:assert/strict';
import test from 'node:test';
import { FairfallClient } from '../lib/client.js';

const WEEK = 'week:friends:2026-11-16';
const MAX_LOOKS = 400;

/** Waits until something holds; on a busy machine that takes its time. */
async function until(holds) {
  for (let look = 0; look < MAX_LOOKS && !holds(); look += 1)
    await new Promise((done) => setTimeout(done, 5));
  assert.ok(holds(), String(holds));
}

/** A server beneath the globals that a browser has: sockets, and HTTP that answers nothing. */
function serve(t, answerOf) {
  const sockets = [];
  class FakeSocket {
    static OPEN = 1;
    readyState = 1;
    constructor(address) {
      this.address = address;
      this.hellos = [];
      sockets.push(this);
      setTimeout(() => this.onopen());
    }
    send(text) {
      const { requestId, channels } = JSON.parse(text);
      if (!channels) return;
      this.hellos.push(channels);
      const problem = channels.map(answerOf).find((answer) => answer.code);
      const answers = Object.fromEntries(channels.map((channel) => [channel, answerOf(channel)]));
      if (problem) this.hear({ type: 'error', requestId, problem });
      else this.hear({ type: 'hello_ack', requestId, serverTime: Date.now(), channels: answers });
    }
    hear(message) {
      setTimeout(() => this.onmessage({ data: JSON.stringify(message) }));
    }
    close() {}
  }
  const { WebSocket, fetch } = globalThis;
  globalThis.WebSocket = FakeSocket;
  globalThis.fetch = async () => new Response('{}', { status: 404 });
  const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  const house = new FairfallClient({ own: storage, shared: storage, origin: 'http://house' });
  t.after(() => {
    house.sync.pause();
    Object.assign(globalThis, { WebSocket, fetch });
  });
  return { house, sockets };
}

const snapshots = (channel) => ({
  status: 'snapshot',
  position: 1,
  snapshot:
    channel === WEEK
      ? { bets: [{ betId: 'a' }] }
      : { roundId: null, phase: 'idle', facts: [], rolloutPercent: 0 },
});

test('a week is followed beside the game, by a hello of its own, and left again', async (t) => {
  const { house, sockets } = serve(t, snapshots);
  await house.start();
  await until(() => house.sync.state === 'live');
  assert.equal(sockets[0].address, 'ws://house/ws');
  const log = house.openBetLog('friends', '2026-11-16');
  assert.equal(house.openBetLog('friends', '2026-11-16'), log, 'the same week is the same log');
  await until(() => log.bets !== null);
  assert.deepEqual(log.bets, [{ betId: 'a' }]);
  const data = { type: 'bet_created', data: { betId: 'b' }, weekKey: '2026-11-16', timestamp: 1 };
  sockets[0].hear({ channel: WEEK, id: 2, type: 'bet_created', at: 0, data });
  await until(() => log.bets.length === 2);
  house.closeBetLog(log);
  sockets[0].hear({
    channel: WEEK,
    id: 3,
    type: 'bet_created',
    at: 0,
    data: { ...data, data: { betId: 'c' } },
  });
  const again = house.openBetLog('friends', '2026-11-16');
  await until(() => again.bets !== null);
  assert.equal(log.bets.length, 2, 'who has left hears no more');
  assert.deepEqual(again.bets, [{ betId: 'a' }], 'and who comes back is told everything');
  assert.deepEqual(sockets[0].hellos, [['game', 'rounds', 'settings'], [WEEK], [WEEK]]);
});

test('a week that is not for us disturbs nothing else', async (t) => {
  const { house, sockets } = serve(t, (channel) =>
    channel === WEEK ? { code: 'FORBIDDEN' } : snapshots(channel),
  );
  const log = house.openBetLog('friends', '2026-11-16');
  const told = [];
  log.on('refused', ({ problem }) => told.push(problem.code));
  await house.start();
  await until(() => told.length > 0 && house.sync.state === 'live');
  assert.deepEqual(told, ['FORBIDDEN']);
  assert.equal(sockets.length, 1);
  house.sync.resume();
  await until(() => house.counters.connects === 2);
  assert.deepEqual(sockets[1].hellos, [['game', 'rounds', 'settings']], 'it is not asked for again');
});

const ACCOUNT = { player: '0xa', available: '500', locked: '0', version: 7, bets: [] };

/** A house under a path of another host, whose HTTP answers what a test says. */
function elsewhere(t, answer, place = {}) {
  const { fetch, WebSocket } = globalThis;
  const asked = [];
  const dialled = [];
  globalThis.fetch = async (address, { headers = {} } = {}) => {
    asked.push({ address, tag: headers['If-None-Match'] ?? null });
    return answer(address, headers);
  };
  globalThis.WebSocket = class {
    constructor(address) {
      dialled.push(address);
    }
    close() {}
  };
  const kept = new Map([['fairfall.session', '']]);
  const storage = {
    getItem: (name) => kept.get(name) || null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
  const house = new FairfallClient({
    own: storage,
    shared: storage,
    apiBaseUrl: 'https://play.example/api/',
    ...place,
  });
  t.after(() => {
    house.sync.pause();
    Object.assign(globalThis, { WebSocket, fetch });
  });
  return { house, asked, dialled };
}

test('HTTP and sockets both go to the one address that a page was given', async (t) => {
  const { house, asked, dialled } = elsewhere(t, () => new Response('{}', { status: 404 }));
  await house.start();
  await until(() => dialled.length > 0);
  assert.deepEqual(dialled, ['wss://play.example/api/ws']);
  assert.ok(asked.length > 0);
  for (const { address } of asked) assert.match(address, /^https:\/\/play\.example\/api\/(v1|dev)\//);
});

test('an address that no browser can ask is refused where it is given', () => {
  const place = { own: null, shared: null };
  for (const apiBaseUrl of [
    undefined,
    '',
    'play.example',
    'ftp://play.example',
    'https://play.example/?a=1',
  ]) {
    assert.throws(() => new FairfallClient({ ...place, apiBaseUrl }), TypeError, String(apiBaseUrl));
  }
  const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  for (const syncInterval of [0, -1, 999, NaN]) {
    const asked = { own: storage, shared: storage, apiBaseUrl: 'https://play.example', syncInterval };
    assert.throws(() => new FairfallClient(asked), TypeError, String(syncInterval));
  }
});

test('the shown balance is held against the ledger every 15 s, and a tag makes that cheap', async (t) => {
  let account = ACCOUNT;
  const { house, asked } = elsewhere(t, (address, headers) => {
    const tag = `"${account.version}"`;
    if (!address.endsWith('/v1/account')) return new Response('{}', { status: 404 });
    if (headers['If-None-Match'] === tag) return new Response(null, { status: 304, headers: { ETag: tag } });
    return new Response(JSON.stringify(account), { headers: { ETag: tag } });
  });
  let now = 100_000;
  house.clock.local = () => now;
  house.session.begin({ token: 't', player: '0xa', expiresAt: Date.now() + 1e9 });
  const looks = () => asked.filter(({ address }) => address.endsWith('/v1/account'));
  house.sync.state = 'live';
  house.watch();
  await until(() => house.player.balance?.version === 7);
  for (let second = 1; second <= 14; second += 1) {
    now += 1_000;
    house.watch();
  }
  assert.equal(looks().length, 1, 'not before its time');
  now += 1_000;
  house.watch();
  await until(() => looks().length === 2);
  assert.equal(looks()[1].tag, '"7"', 'what is known is said');
  account = { ...ACCOUNT, available: '900', version: 8 };
  now += 15_000;
  house.watch();
  await until(() => house.player.balance?.version === 8);
  assert.equal(house.player.balance.available, 900n);
  house.sync.state = 'paused';
  now += 60_000;
  house.watch();
  assert.equal(looks().length, 3, 'a hidden page asks nothing');
});
