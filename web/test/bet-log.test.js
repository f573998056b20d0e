import assert from 'node:assert/strict';
import test from 'node:test';
import { BetLog } from '../lib/bet-log.js';
import { holds } from './seeded.js';

/** A week that the house keeps, with everything that can be asked of it. */
class FakeWeek {
  bets = new Map();
  journal = [];
  asked = [];
  down = false;

  append(type, data, updateType) {
    const event = { type, data, updateType, weekKey: '2026-11-16', timestamp: this.journal.length };
    this.journal.push({
      channel: 'week:pool:2026-11-16',
      id: this.journal.length + 1,
      type,
      at: 0,
      data: event,
    });
    for (const betId of data.betIds ?? []) this.bets.delete(betId);
    if (type !== 'bet_deleted') this.bets.set(data.betId, data);
  }

  list() {
    return { weekKey: '2026-11-16', revision: this.journal.length, bets: [...this.bets.values()] };
  }

  async getChanged(path, tag) {
    this.asked.push([path, tag]);
    const now = `"${this.journal.length}"`;
    if (this.down) return { ok: false, problem: {} };
    return { ok: true, value: tag === now ? null : structuredClone(this.list()), tag: now };
  }
}

function follow(week) {
  const log = new BetLog(week, { pool: 'pool', weekKey: '2026-11-16' });
  const told = [];
  for (const name of ['initialized', 'bet_created', 'bet_updated', 'bet_deleted']) {
    log.on(name, ({ bet, updateType }) =>
      told.push([name, bet?.betId, updateType].filter(Boolean).join(' ')),
    );
  }
  return { log, told };
}

test('a week begins with its list and goes on with its events', () => {
  const week = new FakeWeek();
  week.append('bet_created', { betId: 'a', stake: 1 });
  const { log, told } = follow(week);
  log.adopt(week.list(), 1);
  week.append('bet_created', { betId: 'b' }, 'manual');
  week.append('bet_updated', { betId: 'a', stake: 2 }, 'edit');
  week.append('bet_deleted', { betIds: ['a', 'b'] }, 'bulk');
  for (const event of week.journal) log.apply(event);
  assert.deepEqual(told, [
    'initialized',
    'bet_created b manual',
    'bet_updated a edit',
    'bet_deleted a bulk',
    'bet_deleted b bulk',
  ]);
  assert.deepEqual(log.bets, []);
  assert.equal(log.revision, 4);
});

test('a poll costs nothing where nothing has changed, and tells only what is new', async () => {
  const week = new FakeWeek();
  week.append('bet_created', { betId: 'a' });
  const { log, told } = follow(week);
  assert.equal(await log.poll(), 'news');
  assert.equal(await log.poll(), 'same');
  assert.deepEqual(week.asked, [
    ['/v1/pools/pool/weeks/2026-11-16', null],
    ['/v1/pools/pool/weeks/2026-11-16', '"1"'],
  ]);
  week.append('bet_created', { betId: 'b' });
  assert.equal(await log.poll(), 'news');
  for (const event of week.journal) log.apply(event);
  assert.deepEqual(told, ['initialized', 'bet_created b'], 'the replay knows no more than the poll did');
  week.down = true;
  assert.equal(await log.poll(), 'silence');
});

test('lists and events in any mixture end in the list of the house, and tell each change once', () =>
  holds(300, async (random) => {
    const week = new FakeWeek();
    const { log, told } = follow(week);
    let heard = 0;
    for (let step = 0; step < 40; step += 1) {
      const betId = `b${Math.floor(random() * 6)}`;
      if (random() < 0.2) week.append('bet_deleted', { betIds: [betId] });
      else week.append(week.bets.has(betId) ? 'bet_updated' : 'bet_created', { betId, step });
      if (random() < 0.1) await log.poll();
      if (random() < 0.1) log.adopt(structuredClone(week.list()), week.journal.length);
      // Events come in order, as the cursor gives them, though some were in a list already.
      if (log.bets !== null && random() < 0.5) {
        for (const event of week.journal.slice(heard)) log.apply(event);
        heard = week.journal.length;
      }
      if (log.bets === null) heard = week.journal.length;
    }
    await log.poll();
    assert.deepEqual(new Map(log.bets.map((bet) => [bet.betId, bet])), week.bets);
    const created = told.filter((what) => what.startsWith('bet_created')).length;
    const deleted = told.filter((what) => what.startsWith('bet_deleted')).length;
    assert.ok(created - deleted <= week.bets.size);
  }));

test('a list of another history is forgotten, and so is a poll that was under way', async () => {
  const week = new FakeWeek();
  week.append('bet_created', { betId: 'a' });
  const { log } = follow(week);
  const polled = log.poll();
  log.clear();
  assert.equal(await polled, 'same');
  assert.equal(log.bets, null);
});
