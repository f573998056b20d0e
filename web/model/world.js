/**
 * Whatever can happen to a browser and a house, and what must be true after all of it: every tab that
 * can be looked at has the state of the house, nothing was shown twice, nobody saw another's account.
 * @module
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FakeChannels, FakeLocks } from '../test/fake-browser.js';
import { FakeTime } from '../test/fake-time.js';
import { seeded } from '../test/seeded.js';
import { gameAt, ModelHouse, WEEK } from './house.js';
import { byId, ModelTab } from './tab.js';

const MAX_ACTIONS = 30;
const MAX_TABS = 4;
/** Long enough for the longest backoff, the slowest poll and a leader that does not speak. */
const CALM_MS = 45_000;
const FLAPPING_MS = 120_000;
/** What 120 seconds of full jitter between 1 s and a growing ceiling leave room for, with luck. */
const MAX_DIALS_WHILE_FLAPPING = 26;
const PATIENCE_MS = 3_000;

const JOURNALS = ['game', 'rounds', 'week', 'alice', 'bob'];

const tab = fc.nat(MAX_TABS - 1);
const few = fc.integer({ min: 1, max: 4 });
const many = fc.integer({ min: 1, max: 20 });
const journal = fc.constantFrom('game', 'game', 'rounds', 'rounds', 'week', 'alice', 'bob');

/** One thing that happens, by name, with what it needs. */
const action = fc.oneof(
  { weight: 10, arbitrary: fc.tuple(fc.constant('append'), journal, few) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('append'), journal, many) },
  { weight: 8, arbitrary: fc.tuple(fc.constant('wait'), fc.integer({ min: 1, max: 4_000 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('wait'), fc.integer({ min: 4_000, max: 30_000 })) },
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('weather'),
      fc.constantFrom(0, 0.1, 0.4, 1),
      fc.constantFrom(0, 0.3),
      fc.constantFrom(0, 300, 2_000),
      fc.constantFrom(0, 100, 8_000, 20_000),
      fc.boolean(),
    ),
  },
  { weight: 3, arbitrary: fc.tuple(fc.constant('cut'), fc.option(fc.nat(2))) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('up'), fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('http'), fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('reachable'), fc.boolean()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('restart')) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('epoch'), many) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('goodbye'), fc.constantFrom('rotation', 'replaced')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('flap')) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('open'), fc.constantFrom('alice', 'alice', 'bob')) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('close'), tab) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('hide'), tab) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('show'), tab) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('freeze'), tab) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('thaw'), tab) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('become'), tab, fc.constantFrom('alice', 'bob')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('rewrite')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('swap'), tab) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('check'), tab) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('offline'), tab) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('online'), tab) },
);

/** A run: what happens, and the seed of the network's moods. */
export const run = fc.record({
  seed: fc.integer(),
  actions: fc.array(action, { maxLength: MAX_ACTIONS, size: 'max' }),
});

export class World {
  time = new FakeTime();
  #random;
  #tabs = [];
  #opened = 0;

  constructor(seed) {
    this.#random = seeded(seed);
    this.house = new ModelHouse(this.time, this.#random);
    this.locks = new FakeLocks();
    this.channels = new FakeChannels(this.time);
    this.open('alice');
  }

  /** @param {[string, ...any[]]} action */
  async happen([name, ...details]) {
    await this[name](...details);
  }

  append(where, times) {
    for (let count = 0; count < times; count += 1) this.house.append(where);
  }

  async wait(ms) {
    await this.time.pass(ms);
  }

  weather(lose, double = 0, lateMs = 0, slowMs = 0, stale = false) {
    this.house.weather = { lose, double, lateMs, slowMs, stale };
  }

  cut(which) {
    this.house.cut(which);
  }

  up(isUp) {
    this.house.up = isUp;
    if (!isUp) this.house.cut();
  }

  http(answers) {
    this.house.http = answers;
  }

  reachable(isReachable) {
    this.house.reachable = isReachable;
  }

  restart() {
    this.up(false);
    this.house.up = true;
  }

  /** Another history: shorter, longer or as long as the one before. */
  epoch(length) {
    this.restart();
    this.house.begin();
    for (const where of JOURNALS) this.append(where, length);
  }

  /** Another history that is just as long, and goes on while everybody comes back. */
  async rewrite() {
    const { weather } = this.house;
    const lengths = new Map([...this.house.journals].map(([topic, entries]) => [topic, entries.length]));
    this.restart();
    this.house.begin();
    for (const where of JOURNALS) {
      const topic = topicOf(where);
      this.append(where, Math.max(0, lengths.get(topic) - this.house.journals.get(topic).length));
    }
    this.weather(0, 0, 0, 3_000);
    for (let count = 0; count < 15; count += 1) {
      await this.time.pass(200);
      this.append(JOURNALS[count % JOURNALS.length], 1);
    }
    this.house.weather = weather;
  }

  /** Another player sits down while news for the one before are under way, and would fit. */
  async swap(index) {
    const each = this.#tab(index);
    const before = each.player;
    const other = before === 'alice' ? 'bob' : 'alice';
    const missing = this.#entries(before) - this.#entries(other);
    this.append(missing > 0 ? other : before, Math.abs(missing));
    await this.time.pass(3_000);
    const { weather } = this.house;
    this.weather(0, 0, 800);
    this.append(before, 3);
    each.become(other);
    await this.time.pass(1_000);
    this.house.weather = weather;
  }

  #entries(player) {
    return this.house.journals.get(`account:${player}`).length;
  }

  goodbye(reason) {
    this.house.goodbye(reason);
  }

  /** Connections come to stand, again and again, and never last. */
  async flap() {
    const before = this.house.dials;
    this.house.flapping = true;
    await this.time.pass(FLAPPING_MS);
    this.house.flapping = false;
    const players = new Set(this.#tabs.map(({ player }) => player)).size;
    const dials = this.house.dials - before;
    assert.ok(dials <= players * MAX_DIALS_WHILE_FLAPPING, `${dials} dials in ${FLAPPING_MS} ms`);
  }

  open(player) {
    if (this.#tabs.length >= MAX_TABS) return;
    const parts = { house: this.house, time: this.time, random: this.#random };
    const id = `tab${(this.#opened += 1)}`;
    this.#tabs.push(new ModelTab(id, player, { ...parts, locks: this.locks, channels: this.channels }));
  }

  close(index) {
    const [closed] = this.#tabs.length > 1 ? this.#tabs.splice(index % this.#tabs.length, 1) : [];
    closed?.thaw();
    closed?.hide();
  }

  hide(index) {
    this.#tab(index).hide();
  }

  show(index) {
    this.#tab(index).show();
  }

  freeze(index) {
    this.#tab(index).frozen = true;
  }

  thaw(index) {
    this.#tab(index).thaw();
  }

  become(index, player) {
    this.#tab(index).become(player);
  }

  check(index) {
    this.#tab(index).sync.check();
  }

  offline(index) {
    const { hidden, frozen, sync } = this.#tab(index);
    if (!hidden && !frozen) sync.offline();
  }

  online(index) {
    const { hidden, frozen, sync } = this.#tab(index);
    if (!hidden && !frozen) sync.resume();
  }

  #tab(index) {
    return this.#tabs[index % this.#tabs.length];
  }

  /** Calm weather. Who is frozen stays so, and must not keep the others from anything. */
  async calm() {
    Object.assign(this.house, { up: true, http: true, reachable: true });
    this.weather(0);
    if (this.#tabs.every(({ frozen }) => frozen)) this.#tabs[0].thaw();
    for (const each of this.#tabs) each.show();
    await this.time.pass(CALM_MS);
    await this.#askForPositions();
    this.#judge('after a calm');
    this.#appendUnheard();
    for (const where of JOURNALS) this.append(where, 1);
    await this.time.pass(PATIENCE_MS);
    this.#judge('after a hole');
    // Nothing follows that would show this loss but the positions in a pong.
    this.#appendUnheard();
    await this.#askForPositions();
    this.#judge('after a lost tail');
  }

  /** As a page does where news are due and do not come. */
  async #askForPositions() {
    for (const { sync, frozen } of this.#tabs) if (!frozen) sync.check();
    await this.time.pass(PATIENCE_MS);
  }

  #appendUnheard() {
    this.weather(1);
    for (const where of JOURNALS) this.append(where, 1);
    this.weather(0);
  }

  /**
   * What each tab that can be looked at must show, and how many sockets that may take.
   * @param {string} when
   */
  #judge(when) {
    const awake = this.#tabs.filter(({ frozen }) => !frozen);
    for (const each of awake) assert.deepEqual(each.seen(), this.#truth(each.player), when);
    const players = new Set(awake.map(({ player }) => player));
    const sockets = [...this.house.lines].filter(({ player }) => players.has(player)).length;
    const frozen = this.#tabs.length - awake.length;
    assert.ok(sockets <= players.size + frozen, `${sockets} sockets for ${players.size} players, ${when}`);
  }

  /** What the house has, in the shape of what a tab shows. */
  #truth(player) {
    const game = this.house.journals.get('game');
    const { roundId, crash } = gameAt(game);
    const { revision, bets } = this.house.week();
    const round = { roundId, stage: (game.length - 1) % 3, crash, bets: this.#facts() };
    return { state: 'live', round, account: this.#entries(player), week: { revision, bets: byId(bets) } };
  }

  #facts() {
    const { round } = this.house;
    return this.house.journals.get('rounds').filter((event) => event.round === round).length;
  }
}

/** Lives one run to its end. */
export async function live({ seed, actions }) {
  const world = new World(seed);
  for (const each of actions) await world.happen(each);
  await world.calm();
}

function topicOf(where) {
  if (where === 'week') return WEEK;
  return where === 'game' || where === 'rounds' ? where : `account:${where}`;
}
