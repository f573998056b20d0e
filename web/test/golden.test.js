import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { SeatMemory } from '../app/seat-memory.js';
import { rememberUsed, usedAccounts } from '../app/used-accounts.js';
import { Copies } from '../league/copies.js';
import { keepOddsFormat, oddsFormat } from '../league/odds-format.js';
import { Outbox } from '../lib/outbox.js';
import { withPending } from '../lib/pending.js';
import { Session } from '../lib/session.js';
import { PlaySession } from '../lib/play-session.js';
import { traceWhereAsked } from '../lib/telemetry.js';
import { goldenLines, GoldenStorage } from './golden.js';

const NAMES = ['copies', 'outbox', 'preferences', 'seat', 'session', 'sitting'];

/** As JSON has it: absent and undefined are the same. */
const plain = (/** @type {any} */ value) => JSON.parse(JSON.stringify(value));

/**
 * @param {string} name
 * @param {(storage: any, stored: { key: string, value: string }) => Promise<any> | any} read
 * @param {(storage: any, stored: { key: string, value: string }) => Promise<any> | any} writeAgain
 */
function replay(name, read, writeAgain) {
  test(`what a browser has stored is understood and written again: ${name}`, async () => {
    for (const line of goldenLines(name)) {
      const reads = plain(await read(new GoldenStorage(line.stored), line.stored));
      assert.deepEqual(reads, line.reads, `${line.case} reads as ${JSON.stringify(reads)}`);
      const storage = new GoldenStorage(line.stored);
      await writeAgain(storage, line.stored);
      assert.equal(storage.getItem(line.stored.key), line.stored.value, line.case);
    }
  });
}

replay(
  'session',
  (storage) => {
    const { player, token } = new Session(storage, new GoldenStorage());
    return { player, token };
  },
  (storage, { value }) => {
    const session = new Session(storage, new GoldenStorage());
    const credentials = JSON.parse(value);
    storage.removeItem('fairfall.session');
    if (credentials === 'spectator') session.end();
    else session.begin(credentials);
  },
);

test('a window of a browser that was signed in goes on as the same player', () => {
  const [line] = goldenLines('session');
  const own = new GoldenStorage();
  assert.equal(new Session(own, new GoldenStorage(line.stored)).player, line.reads.player);
  assert.equal(own.getItem(line.stored.key), line.stored.value);
});

replay(
  'seat',
  (storage, { key }) => new SeatMemory(storage, Number(key.split(':')[2])).recall(key.split(':')[1]),
  (storage, { key, value }) => {
    storage.removeItem(key);
    const [, player, seat] = key.split(':');
    new SeatMemory(storage, Number(seat)).keep(player, JSON.parse(value));
  },
);

replay(
  'sitting',
  async (storage, { value }) => {
    const asked = /** @type {string[]} */ ([]);
    const get = async (/** @type {string} */ path) => {
      asked.push(path);
      return { ok: true, value: { entries: [] } };
    };
    const sitting = new PlaySession(storage, /** @type {any} */ ({ get }));
    const { player, since } = JSON.parse(value);
    sitting.look(player, since, true, 0);
    const { minutes } = sitting;
    await sitting.close(since + 1);
    return { player, minutes, sinceVersion: Number(asked[0].match(/before=(\d+)/)?.[1]) - 2 };
  },
  (storage, { value }) => {
    const sitting = new PlaySession(storage, /** @type {any} */ ({}));
    sitting.look(JSON.parse(value).player, 0, true, 0);
  },
);

/** @param {string} key */
function placeOf(key) {
  const [, player, pool] = key.split(':');
  return { player, pool };
}

replay(
  'outbox',
  async (storage, { key }) => {
    const sent = /** @type {any[]} */ ([]);
    const post = async (/** @type {string} */ path, /** @type {any} */ body) => {
      sent.push([path, body]);
      return { ok: false, problem: { unknown: true } };
    };
    const outbox = new Outbox(/** @type {any} */ ({ post }), { ...placeOf(key), storage });
    await outbox.flush();
    const first = outbox.changes[0];
    const shown = withPending(first.base ? [first.base] : [], outbox.changes, {
      ...placeOf(key),
      weekKey: first.weekKey,
      userName: 'Ann',
    });
    return {
      kinds: outbox.changes.map(({ kind, state }) => `${kind} ${state}`),
      conflicts: outbox.conflicts.map(({ id }) => id),
      sent,
      shown: shown.map(({ betId, pending }) => ({ betId, pending })),
    };
  },
  (storage, { key, value }) => {
    const outbox = new Outbox(/** @type {any} */ ({}), { ...placeOf(key), storage });
    const written = /** @type {string[]} */ ([]);
    storage.setItem = (/** @type {string} */ _, /** @type {string} */ text) => written.push(text);
    outbox.drop(/** @type {any} */ ({})); // which is none of them: all are written again
    assert.deepEqual(written, [value]);
  },
);

test('every kind of change, and every state of one, is in some line of the outbox', () => {
  const [, type] = readFileSync(new URL('../lib/outbox.js', import.meta.url), 'utf8').split(
    'typedef {object} Change',
  );
  const words = (/** @type {string} */ member) =>
    (type.match(new RegExp(`@property \\{([^}]+)\\} ${member}\\n`))?.[1] ?? '')
      .split(' | ')
      .map((word) => word.replaceAll("'", ''));
  const stored = goldenLines('outbox').flatMap((line) => JSON.parse(line.stored.value));
  for (const member of ['kind', 'state']) {
    const found = new Set(stored.map((change) => change[member]));
    assert.deepEqual([...found].sort(), words(member).sort(), member);
  }
});

replay(
  'copies',
  (storage, { key }) => {
    const [, player, name] = key.match(/^fairfall\.copy:([^:]+):(.*)$/) ?? [];
    const copy = new Copies(storage, player).find(name);
    if (!name.startsWith('week:')) return copy;
    const who = { weekKey: name.slice(-10), player, userName: 'Ann', revision: copy.revision };
    return withPending(copy.bets, [], who).map(({ betId, bet_status: statuses }) => ({ betId, statuses }));
  },
  (storage, { key }) => {
    const [, player, name] = key.match(/^fairfall\.copy:([^:]+):(.*)$/) ?? [];
    const copies = new Copies(storage, player);
    copies.keep(name, copies.find(name));
  },
);

/** @type {Record<string, { read: (storage: any) => any, write: (storage: any) => void }>} */
const PREFERENCES = {
  'fairfall.development-accounts': {
    read: usedAccounts,
    write: (storage) => rememberUsed(storage, usedAccounts(storage)[0]),
  },
  'fairfall.odds-format': {
    read: oddsFormat,
    write: (storage) => keepOddsFormat(storage, oddsFormat(storage)),
  },
  'fairfall.debug': {
    read: (storage) => ({ traces: traceWhereAsked({ search: '', storage }) !== null }),
    write: () => {},
  },
};

replay(
  'preferences',
  (storage, { key }) => PREFERENCES[key].read(storage),
  (storage, { key }) => PREFERENCES[key].write(storage),
);

test('every golden file is replayed here', () => {
  const files = readdirSync(new URL('./golden/', import.meta.url)).sort();
  assert.deepEqual(
    files,
    NAMES.flatMap((name) => [`${name}.jsonl`, `${name}.sha256`]),
  );
});

test('everything that the page stores has a golden file', () => {
  const keys = goldenKeys();
  for (const folder of ['../lib/', '../app/', '../league/']) {
    const files = readdirSync(new URL(folder, import.meta.url)).filter((file) => file.endsWith('.js'));
    for (const file of files) {
      const text = readFileSync(new URL(folder + file, import.meta.url), 'utf8');
      for (const [, key] of text.matchAll(/['`](fairfall\.[a-z-]+)[:'`]/g)) {
        assert.ok(keys.has(key), `${file} stores ${key}`);
      }
    }
  }
});

function goldenKeys() {
  const stored = NAMES.flatMap((name) => goldenLines(name).map((line) => line.stored.key));
  return new Set(stored.map((key) => key.split(':')[0]));
}
