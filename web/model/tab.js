/**
 * A tab of the model's browser: the library as a page uses it, and a notebook of all that it showed.
 * @module
 */

import assert from 'node:assert/strict';
import { BetLog } from '../lib/bet-log.js';
import { Clock } from '../lib/clock.js';
import { Game } from '../lib/game.js';
import { dial } from '../lib/socket.js';
import { Player } from '../lib/player.js';
import { Sync } from '../lib/sync.js';
import { Tabs } from '../lib/tabs.js';
import { Telemetry } from '../lib/telemetry.js';
import { WEEK } from './house.js';

const GAME_EVENTS = ['round_open', 'round_start', 'round_crash'];
const LOG_EVENTS = ['bet_created', 'bet_updated', 'bet_deleted'];

export class ModelTab {
  frozen = false;
  hidden = false;
  game = new Game();
  telemetry = new Telemetry();
  /** Everything that was shown, to see what is shown twice. */
  #shown = new Set();
  /** How often a channel started over, for another history or another player. */
  #chapters = new Map();

  constructor(id, player, { house, time, random, locks, channels }) {
    this.player = player;
    this.house = house;
    const timers = this.#freezableTimers(time);
    this.account = new Player(/** @type {any} */ ({ get: async () => ({ ok: false, problem: {} }) }));
    const api = { getChanged: (_, tag) => house.read((now) => changed(now.week(), tag)).then(answered) };
    this.log = new BetLog(api, { pool: 'pool', weekKey: '2026-11-16' });
    this.tabs = new Tabs({
      id,
      name: () => `house:${this.player}`,
      dial: () => this.#dial(house),
      locks,
      channel: (name) => this.#channel(channels, name),
      timers,
      telemetry: this.telemetry,
    });
    this.sync = new Sync({
      channels: () => ['game', 'rounds', 'account'],
      extras: () => [WEEK],
      carrier: this.tabs,
      poll: () => this.log.poll(),
      onEvent: (event) => this.#apply(event),
      onSnapshot: (channel, snapshot, position) => this.#adopt(channel, snapshot, position),
      onReplaced: (channel) => this.#replaced(channel),
      seen: (channel) => (channel === WEEK ? this.log.revision : 0),
      onState: () => {},
      clock: new Clock(() => time.now),
      telemetry: this.telemetry,
      timers,
      random,
    });
    for (const name of GAME_EVENTS)
      this.game.on(name, ({ roundId }) => this.#show('game', `${name} ${roundId}`));
    for (const name of LOG_EVENTS) {
      this.log.on(name, ({ bet, timestamp }) => {
        // A bet that is gone has no version of its own, and a poll does not say when it went.
        if (name !== 'bet_deleted') this.#show(WEEK, `${bet.betId} as of ${bet.id}`);
        else if (timestamp) this.#show(WEEK, `${bet.betId} gone at ${timestamp}`);
      });
    }
    this.sync.resume();
  }

  /** What a frozen page should have done comes when it thaws. */
  #whenThawed = [];

  #freezableTimers(time) {
    const cancelled = new Set();
    const after = (ms, task) => {
      const timer = time.after(ms, () => this.#once(() => cancelled.has(timer) || task()));
      return timer;
    };
    const cancel = (timer) => {
      time.cancel(timer);
      cancelled.add(timer);
    };
    return { after, cancel };
  }

  thaw() {
    this.frozen = false;
    for (const task of this.#whenThawed.splice(0)) task();
  }

  hide() {
    if (this.frozen || this.hidden) return;
    this.hidden = true;
    this.sync.pause();
  }

  show() {
    if (this.frozen || !this.hidden) return;
    this.hidden = false;
    this.sync.resume();
  }

  /** Another player sits down at this tab. */
  become(player) {
    if (this.frozen || this.player === player) return;
    this.player = player;
    this.#replaced('account');
    this.sync.identify();
  }

  /** What somebody in front of this tab sees. */
  seen() {
    const { roundId, stage, crash } = this.game.round ?? {};
    const bets = this.game.board.rows(roundId ?? '0').length;
    return {
      state: this.sync.state,
      round: { roundId, stage, crash, bets },
      account: this.account.balance?.version,
      week: { revision: this.log.revision, bets: byId(this.log.bets ?? []) },
    };
  }

  #dial(house) {
    const { player } = this;
    const line = dial(
      async () => player,
      (ticket) => this.#freezable(house.accept(ticket)),
    );
    return line;
  }

  #freezable(line) {
    const facade = { send: line.send, close: line.close, onmessage: null, onopen: null, onclose: null };
    for (const event of ['onmessage', 'onopen', 'onclose']) {
      line[event] = (detail) => this.#once(() => facade[event]?.(detail));
    }
    return facade;
  }

  #channel(channels, name) {
    const channel = channels.channel(name);
    const facade = { postMessage: channel.postMessage, close: channel.close, onmessage: null };
    channel.onmessage = (message) => this.#once(() => facade.onmessage?.(message));
    return facade;
  }

  #once(task) {
    if (this.frozen) this.#whenThawed.push(task);
    else task();
  }

  #apply(event) {
    const { channel, round = '', id, data } = event;
    this.#show(channel, `${round}.${id}`);
    if (channel === 'account') {
      assert.equal(data.player, this.player, 'private news of somebody else');
      this.account.apply(event);
    } else if (channel === WEEK) this.log.apply(event);
    else this.game.apply(event);
  }

  #adopt(channel, snapshot, position) {
    if (channel === 'account') {
      assert.equal(snapshot.player, this.player, 'the account of somebody else');
      this.account.adopt(snapshot);
    } else if (channel === WEEK) this.log.adopt(snapshot, position);
    else if (channel === 'rounds') this.game.adoptBoard(snapshot);
    else this.game.adopt(snapshot);
  }

  #replaced(channel) {
    this.#chapters.set(channel, (this.#chapters.get(channel) ?? 0) + 1);
    if (channel === 'game') this.game.clear();
    if (channel === 'account') this.account.clear();
    if (channel === WEEK) this.log.clear();
  }

  #show(channel, what) {
    const line = `${channel}, history ${this.#chapters.get(channel) ?? 0}: ${what}`;
    assert.ok(!this.#shown.has(line), `shown twice: ${line}`);
    this.#shown.add(line);
  }
}

/** @param {{ betId: string }[]} bets a list whose order means nothing */
export function byId(bets) {
  return [...bets].sort((a, b) => (a.betId < b.betId ? -1 : 1));
}

function changed(list, tag) {
  const now = `"${list.revision}"`;
  return { value: now === tag ? null : list, tag: now };
}

function answered(found) {
  return found === null ? { ok: false, problem: {} } : { ok: true, ...found };
}
