import assert from 'node:assert/strict';
import test from 'node:test';
import { PlaySession, wonIn } from '../lib/play-session.js';

const MINUTE_MS = 60_000;

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

/** Looks once a second for some minutes. */
function sit(sitting, minutes, { player = 'a', visible = true, from = 0 } = {}) {
  for (let ms = 0; ms <= minutes * MINUTE_MS; ms += 1_000) sitting.look(player, 5, visible, from + ms);
}

const end = (stake, payout, result = 'cashed_out') => ({
  stake: String(stake),
  payout: String(payout),
  result,
});

/** An API over a history, newest first, that counts its pages. */
function history(entries) {
  const asked = [];
  const get = async (path) => {
    const { searchParams } = new URL(path, 'http://house');
    asked.push(path);
    const before = Number(searchParams.get('before'));
    const page = entries
      .filter(({ version }) => version < before)
      .slice(0, Number(searchParams.get('limit')));
    return { ok: true, value: { entries: page } };
  };
  return { get, asked };
}

test('time counts while the page is visible, across reloads, for one player', () => {
  const kept = storage();
  const sitting = new PlaySession(kept, history([]));
  sit(sitting, 3);
  assert.equal(sitting.minutes, 3);
  sit(sitting, 5, { visible: false, from: 180_000 });
  assert.equal(sitting.minutes, 3);
  const reloaded = new PlaySession(kept, history([]));
  sit(reloaded, 2, { from: 10 });
  assert.equal(reloaded.minutes, 5);
  sit(reloaded, 1, { player: 'b', from: 200_000 });
  assert.equal(reloaded.minutes, 1);
});

test('a machine that slept has not played', () => {
  const sitting = new PlaySession(storage(), history([]));
  sit(sitting, 1);
  sitting.look('a', 5, true, 500 * MINUTE_MS);
  assert.equal(sitting.minutes, 1);
});

test('what was won is what the bets since then brought, and nothing else', async () => {
  const entries = [
    { version: 9, closes: [end(50, 0, 'lost')], cashout: end(30, 0, 'corrected') },
    { version: 8, closes: [], legs: { available: '1000' } },
    { version: 7, closes: [end(10, 25, 'auto')] },
    { version: 6, closes: [], cashout: end(100, 150) },
    { version: 5, closes: [end(7_000, 0, 'lost')] },
  ];
  const sitting = new PlaySession(storage(), history(entries));
  sit(sitting, 10);
  assert.equal(await sitting.close(9), 50n + 15n - 50n);
  assert.equal(sitting.minutes, 0);
  assert.equal(await sitting.close(9), 0n);
});

test('a long sitting is read page by page', async () => {
  const entries = Array.from({ length: 300 }, (_, index) => ({
    version: 300 - index,
    closes: [end(2, 1, 'cashed_out')],
  }));
  const api = history(entries);
  const sitting = new PlaySession(storage(), api);
  sit(sitting, 10);
  assert.equal(await sitting.close(300), -295n);
  assert.equal(api.asked.length, 3);
});

test('where the history cannot be read, nobody claims to know', async () => {
  const api = { get: async () => ({ ok: false, problem: {} }) };
  const sitting = new PlaySession(storage(), api);
  sit(sitting, 10);
  assert.equal(await sitting.close(9), null);
});

test('a correction pays a bet whose stake was counted as lost before', () => {
  assert.equal(wonIn({ closes: [end(30, 0, 'lost')] }) + wonIn({ cashout: end(30, 45, 'corrected') }), 15n);
});
