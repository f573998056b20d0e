import assert from 'node:assert/strict';
import test from 'node:test';
import { Outbox } from '../lib/outbox.js';
import { withPending } from '../lib/pending.js';
import { BetLog } from '../lib/bet-log.js';
import { FakeLocks } from './fake-browser.js';

class Store {
  items = new Map();
  getItem = (key) => this.items.get(key) ?? null;
  setItem = (key, value) => this.items.set(key, value);
  removeItem = (key) => this.items.delete(key);
}

/** A house with one week, which can be out of reach, and can lose its answers. */
class FakeHouse {
  down = false;
  mute = false;
  revision = 0;
  bets = new Map();
  deleted = new Map();
  done = new Map();

  async post(path, body) {
    if (this.down) return { ok: false, problem: { code: 'UNREACHABLE', unknown: true } };
    const id = body.changeId ?? body.betId;
    if (!this.done.has(id)) this.done.set(id, this.judge(path, body));
    const answer = this.done.get(id);
    if (!answer.ok) this.done.delete(id);
    return this.mute
      ? { ok: false, problem: { code: 'UNREACHABLE', unknown: true } }
      : structuredClone(answer);
  }

  judge(path, { betId: created, bet_data: slip, revision, bets }) {
    if (path.endsWith('/bets')) return this.put(created, slip);
    const betId = path.split('/').at(-1);
    if (bets) {
      const stale = bets.find((ref) => this.bets.get(ref.betId)?.revision !== ref.revision);
      if (stale) return this.conflict(stale.betId);
      for (const ref of bets) {
        if (path.endsWith('/grades')) this.bets.get(ref.betId).graded = ref.bet_status;
        else this.remove(ref.betId);
      }
      return { ok: true, value: { revision: (this.revision += 1), betIds: bets.map((ref) => ref.betId) } };
    }
    return this.bets.get(betId)?.revision === revision ? this.put(betId, slip) : this.conflict(betId);
  }

  put(betId, slip) {
    const bet = { betId, bet_data: slip, revision: (this.revision += 1) };
    this.bets.set(betId, bet);
    return { ok: true, value: { revision: bet.revision, bet } };
  }

  remove(betId) {
    this.deleted.set(betId, this.bets.get(betId));
    this.bets.delete(betId);
  }

  conflict(betId) {
    const bet = this.bets.get(betId) ?? this.deleted.get(betId);
    const deleted = !this.bets.has(betId);
    return { ok: false, problem: { code: 'VERSION_CONFLICT', unknown: false, bet, deleted } };
  }
}

const slip = (notes) => ({ legs: [{ league: 'NFL', away_team: 'A', home_team: 'B' }], notes });

function begin(storage = new Store()) {
  const house = new FakeHouse();
  const outbox = new Outbox(house, { pool: 'club', player: '0xa', storage });
  const add = (kind, betId, revision, notes) =>
    outbox.add({ kind, weekKey: '2026-11-17', refs: [{ betId, revision }], slip: slip(notes) });
  return { house, outbox, add, storage };
}

test('five changes made offline are all applied, each once, in their order', async () => {
  const { house, outbox, add } = begin();
  house.down = true;
  await add('create', 'bet-000a', 0, 'a');
  await add('create', 'bet-000b', 0, 'b');
  await add('edit', 'bet-000a', 0, 'a2');
  await add('edit', 'bet-000a', 0, 'a3');
  await add('delete', 'bet-000b', 0);
  assert.equal(house.bets.size, 0);
  const who = { weekKey: '2026-11-17', player: '0xa', userName: 'Ann' };
  assert.deepEqual(
    withPending([], outbox.changes, who).map((bet) => [bet.betId, bet.bet_data.notes, bet.pending]),
    [
      ['bet-000a', 'a3', 'edit'],
      ['bet-000b', 'b', 'delete'],
    ],
  );
  house.down = false;
  await outbox.flush();
  assert.deepEqual([...house.bets.keys()], ['bet-000a']);
  assert.equal(house.bets.get('bet-000a').bet_data.notes, 'a3');
  assert.equal(house.revision, 5);
  assert.equal(outbox.changes.length, 0);
});

test('a lost answer leads to the same change once more, and to no second one', async () => {
  const { house, outbox, add } = begin();
  house.mute = true;
  await add('create', 'bet-000a', 0, 'a');
  house.mute = false;
  await outbox.flush();
  assert.equal(house.revision, 1);
  assert.equal(outbox.changes.length, 0);
});

test('a closed page finds its changes again', async () => {
  const first = begin();
  first.house.down = true;
  await first.add('create', 'bet-000a', 0, 'a');
  const second = begin(first.storage);
  await second.outbox.flush();
  assert.deepEqual([...second.house.bets.keys()], ['bet-000a']);
  assert.equal(first.storage.items.size, 0);
});

test('what is confirmed stays in sight until the week tells of it', async () => {
  const { house, outbox, add } = begin();
  const who = { weekKey: '2026-11-17', player: '0xa', userName: 'Ann' };
  const shown = (bets, revision) =>
    withPending(bets, outbox.changes, { ...who, confirmed: outbox.confirmed, revision });
  await add('create', 'bet-000a', 0, 'a');
  await add('create', 'bet-000b', 0, 'b');
  assert.deepEqual(
    shown([], 0).map(({ betId, pending }) => [betId, pending]),
    [
      ['bet-000a', undefined],
      ['bet-000b', undefined],
    ],
  );
  const told = [...house.bets.values()];
  await add('delete', 'bet-000b', 2);
  assert.deepEqual(shown(told, 2), [told[0]]);
  assert.deepEqual(shown([], 3), [], 'what the week has told counts more');
  outbox.settle('2026-11-10', 9);
  assert.equal(outbox.confirmed.length, 3);
  outbox.settle('2026-11-17', 2);
  assert.equal(outbox.confirmed.length, 1);
});

test('a conflict overwrites nothing, and a person chooses', async () => {
  const { house, outbox, add } = begin();
  await add('create', 'bet-000a', 0, 'a');
  house.put('bet-000a', slip('theirs'));
  await add('edit', 'bet-000a', 1, 'mine');
  assert.equal(house.bets.get('bet-000a').bet_data.notes, 'theirs');
  const [conflict] = outbox.conflicts;
  assert.equal(conflict.problem.bet.bet_data.notes, 'theirs');
  await outbox.insist(conflict, conflict.problem.bet);
  assert.equal(house.bets.get('bet-000a').bet_data.notes, 'mine');
  assert.equal(outbox.changes.length, 0);
});

test('what was made on top of a change that is dropped is shown, too', async () => {
  const { house, outbox, add } = begin();
  await add('create', 'bet-000a', 0, 'a');
  house.put('bet-000a', slip('theirs'));
  house.down = true;
  await add('edit', 'bet-000a', 1, 'mine');
  await add('edit', 'bet-000a', 1, 'mine again');
  house.down = false;
  await outbox.flush();
  assert.equal(outbox.conflicts.length, 1);
  outbox.drop(outbox.conflicts[0]);
  assert.equal(outbox.conflicts.length, 1, 'the second is decided about, too');
  outbox.drop(outbox.conflicts[0]);
  assert.equal(house.bets.get('bet-000a').bet_data.notes, 'theirs');
});

test('an edit of a bet that was deleted can become a new bet', async () => {
  const { house, outbox, add } = begin();
  await add('create', 'bet-000a', 0, 'a');
  house.remove('bet-000a');
  await add('edit', 'bet-000a', 1, 'mine');
  const [conflict] = outbox.conflicts;
  assert.equal(conflict.problem.deleted, true);
  await outbox.insist(conflict, null);
  assert.deepEqual(
    [...house.bets.values()].map((bet) => bet.bet_data.notes),
    ['mine'],
  );
});

/** Three bets, of which somebody else deletes the second while this browser is offline. */
async function overtaken() {
  const { house, outbox, add } = begin();
  for (const name of ['a', 'b', 'c']) await add('create', `bet-000${name}`, 0, name);
  const refs = ['a', 'b', 'c'].map((name, at) => ({ betId: `bet-000${name}`, revision: at + 1 }));
  house.remove('bet-000b');
  return { house, outbox, refs, weekKey: '2026-11-17', base: { betId: 'bet-000a', bet_data: slip('a') } };
}

test('what somebody else deleted as well is deleted, and the rest of many too', async () => {
  const { house, outbox, refs, ...rest } = await overtaken();
  await outbox.add({ kind: 'delete', refs, ...rest });
  assert.equal(house.bets.size, 0);
  assert.equal(outbox.changes.length, 0);
  await outbox.add({ kind: 'delete', refs: [refs[0]], ...rest });
  assert.equal(outbox.changes.length, 0);
});

test('a grading of many, one of which was deleted, is shown at that one and goes on without it', async () => {
  const { house, outbox, refs, ...rest } = await overtaken();
  const graded = refs.map((ref) => ({ ...ref, bet_status: ['won'] }));
  await outbox.add({ kind: 'grade', refs: graded, ...rest });
  const who = { weekKey: '2026-11-17', player: '0xa', userName: 'Ann' };
  const shown = withPending([...house.bets.values()], outbox.changes, who);
  assert.deepEqual(
    shown.map(({ betId, pending }) => [betId, pending]),
    [
      ['bet-000a', undefined],
      ['bet-000c', undefined],
      ['bet-000b', 'gone'],
    ],
  );
  await outbox.insist(outbox.conflicts[0], null);
  assert.deepEqual(
    [...house.bets.values()].map(({ graded: statuses }) => statuses),
    [['won'], ['won']],
  );
  assert.equal(outbox.changes.length, 0);
});

test('a bulk grading changes only what it names, closing prices included', () => {
  const log = new BetLog(
    { getChanged: async () => ({ ok: false }) },
    { pool: 'club', weekKey: '2026-11-17' },
  );
  const early = { id: 2, data: patch('bet-000a', 'won', ['-120']) };
  log.apply(early);
  log.adopt(
    { bets: [{ betId: 'bet-000a', user_name: 'Ann', bet_data: slip('a'), bet_status: ['open'] }] },
    1,
  );
  assert.deepEqual(log.bets, [
    {
      betId: 'bet-000a',
      user_name: 'Ann',
      bet_data: {
        legs: [{ league: 'NFL', away_team: 'A', home_team: 'B', closing_odds: '-120' }],
        notes: 'a',
      },
      bet_status: ['won'],
    },
  ]);
});

/** Tabs of one browser: one storage, one set of locks, one house that nobody reaches at first. */
function tabs(count, storage = new Store()) {
  const house = new FakeHouse();
  house.down = true;
  const locks = new FakeLocks();
  const open = () => {
    const outbox = new Outbox(house, { pool: 'club', player: '0xa', storage, locks });
    const add = (betId, notes = betId, revision = 0) =>
      outbox.add({
        kind: revision ? 'edit' : 'create',
        weekKey: '2026-11-17',
        refs: [{ betId, revision }],
        slip: slip(notes),
      });
    return { outbox, add };
  };
  return { house, storage, tabs: Array.from({ length: count }, open) };
}

const kept = (storage) => JSON.parse(storage.getItem('fairfall.outbox:0xa:club') ?? '[]').map(({ id }) => id);

test('what one tab keeps without a network, the other one does not erase', async () => {
  const {
    storage,
    tabs: [one, other],
  } = tabs(2);
  await one.add('bet-000a');
  await one.add('bet-000b');
  await other.add('bet-000c');
  await one.add('bet-000d');
  assert.deepEqual(kept(storage), ['bet-000a', 'bet-000b', 'bet-000c', 'bet-000d']);
  const page = new EventTarget();
  const end = other.outbox.watch(page);
  let told = 0;
  other.outbox.subscribe(() => (told += 1));
  page.dispatchEvent(Object.assign(new Event('storage'), { key: 'fairfall.outbox:0xa:club' }));
  page.dispatchEvent(Object.assign(new Event('storage'), { key: 'another' }));
  assert.equal(told, 1);
  assert.equal(other.outbox.changes.length, 4, 'and each shows what the other has');
  end();
});

test('a tab that was opened before knows what another one has sent or dropped since', async () => {
  const {
    house,
    storage,
    tabs: [one, other],
  } = tabs(2);
  await one.add('bet-000a');
  await other.add('bet-000b');
  house.down = false;
  await one.outbox.flush();
  assert.deepEqual([...house.bets.keys()], ['bet-000a', 'bet-000b']);
  house.down = true;
  await other.add('bet-000c');
  assert.deepEqual(kept(storage), ['bet-000c']);
  await one.add('bet-000c', 'on top of it', 1);
  house.down = false;
  await other.outbox.flush();
  assert.equal(house.bets.get('bet-000c').bet_data.notes, 'on top of it');
  assert.equal(house.revision, 4, 'each once');
});

test('two tabs that come back at once send each change once', async () => {
  const { house, tabs: both } = tabs(2);
  for (const [at, tab] of both.entries()) for (let i = 0; i < 5; i += 1) await tab.add(`bet-${at}00${i}`);
  house.down = false;
  let posts = 0;
  const post = house.post.bind(house);
  house.post = (...call) => {
    posts += 1;
    return post(...call);
  };
  await Promise.all(both.map(({ outbox }) => outbox.flush()));
  assert.equal(posts, 10);
  assert.equal(house.bets.size, 10);
});

test('where nothing can be kept, that is said, and nothing is sent twice or forgotten', async () => {
  for (const storage of [new FullStore(), new BlockedStore()]) {
    const {
      house,
      tabs: [{ outbox, add }],
    } = tabs(1, storage);
    assert.equal(outbox.isKept, true, 'there is nothing to lose');
    await add('bet-000a');
    await add('bet-000b');
    assert.equal(outbox.isKept, false);
    assert.equal(outbox.changes.length, 2);
    house.down = false;
    await outbox.flush();
    assert.equal(house.revision, 2);
    assert.deepEqual(outbox.changes, []);
    assert.equal(outbox.isKept, true);
  }
});

test('a storage that becomes full keeps nobody from finishing', async () => {
  const storage = new FullStore();
  storage.isFull = false;
  const {
    house,
    tabs: [{ outbox, add }],
  } = tabs(1, storage);
  for (const name of ['a', 'b', 'c']) await add(`bet-000${name}`);
  storage.isFull = true;
  house.down = false;
  await outbox.flush();
  assert.equal(house.revision, 3);
  assert.deepEqual(outbox.changes, []);
});

/** Has room for what is small enough. */
class FullStore extends Store {
  isFull = true;
  setItem = (key, value) => {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  };
}

class BlockedStore {
  getItem = () => this.#refuse();
  setItem = () => this.#refuse();
  removeItem = () => this.#refuse();

  #refuse() {
    throw new DOMException('blocked', 'SecurityError');
  }
}

function patch(betId, status, closing) {
  return {
    type: 'bet_updated',
    updateType: 'bulk_grade',
    weekKey: '2026-11-17',
    data: { bets: [{ betId, bet_status: [status], closing_odds: closing }] },
  };
}
