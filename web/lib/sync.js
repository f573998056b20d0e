/**
 * Keeps this browser in step with the server.
 *
 *     connecting ──hello_ack──▶ live ──lost──▶ connecting ──still no socket──▶ polling
 *
 *     paused: the page is hidden, nothing is sent      offline: nothing answers
 *
 * What is known (the {@link Cursors}) outlives every connection, so that each begins where the last
 * one ended. Between connections waits a backoff with full jitter, and meanwhile the same state is
 * polled over HTTP.
 * @module
 */

import { NamedTimers, REAL_TIMERS } from './timers.js';
import { jitter, widened } from './backoff.js';
import { Cursors } from './cursor.js';
import { Connection } from './connection.js';
import { Telemetry } from './telemetry.js';

/** @type {import('./backoff.js').Bounds} */
const RECONNECT = { floorMs: 1_000, ceilingMs: 30_000 };
/** Only a connection that lasted counts as recovered; otherwise the backoff goes on. */
const STABLE_MS = 10_000;
/** How often a page without a socket asks, on average: of many pages no two ask in step. */
const POLL_MS = 5_000;
const MAX_POLL_MS = 15_000;
const FIRST_POLL_MS = 2_000;
/** A server that answers late has much to do: who waited a second asks again after ten. */
const PAUSE_PER_WAIT = 10;
const MAX_PAUSE_MS = 60_000;
/** Sockets are cut at two hours; leaving a little earlier, each at its own moment, costs nothing. */
const ROTATE_MS = { least: 100 * 60_000, most: 115 * 60_000 };
const MAX_GOODBYE_MS = 10 * 60_000;
/** After these words the way back is a long one: the next try might push somebody else out. */
const UNWELCOME = ['replaced', 'too_many_messages'];
const UNWELCOME_MS = 15_000;

/**
 * @typedef {'connecting' | 'live' | 'polling' | 'offline' | 'paused'} State
 *
 * @typedef {object} Parts
 * @property {() => string[]} channels wanted now, without which there is nothing to show
 * @property {() => string[]} [extras] wanted too, each by itself, since it may be refused
 * @property {import('./socket.js').Carrier} carrier gives the lines to the server
 * @property {() => Promise<'news' | 'same' | 'silence'>} poll fetches the state over HTTP
 * @property {() => boolean} [canChange] whether what is polled can be another one at any moment: then
 *   an answer with nothing new is no reason to ask less often
 * @property {(event: import('./cursor.js').Event) => void} onEvent in order, each once
 * @property {(channel: string, snapshot: any, position: import('./cursor.js').Position | null) => void} onSnapshot
 * @property {(channel: string) => void} onReplaced what is known of a channel counts no more
 * @property {(channel: string) => number} [seen] the newest id that polls have shown, 0 for none
 * @property {(channel: string, problem: any) => void} [onRefused] an extra channel is not for us
 * @property {(state: State) => void} onState
 * @property {import('./clock.js').Clock} clock
 * @property {Telemetry} [telemetry]
 * @property {import('./timers.js').Timers} [timers]
 * @property {() => number} [random]
 */

export class Sync {
  /** @type {State} */
  state = 'paused';
  telemetry;
  #parts;
  #timers;
  #random;
  #cursors = new Cursors();
  /** Timers of the connection, gone with it; polling has its own. */
  #alarms;
  #polling;
  /** @type {Connection | null} */
  #connection = null;
  #bounds = RECONNECT;
  #attempt = 0;
  #quietPolls = 0;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.telemetry = parts.telemetry ?? new Telemetry();
    this.#timers = parts.timers ?? REAL_TIMERS;
    this.#random = parts.random ?? Math.random;
    this.#alarms = new NamedTimers(this.#timers);
    this.#polling = new NamedTimers(this.#timers);
    parts.carrier.onready = () => this.#alarms.isSet('reconnect') && this.#connect();
  }

  /** Starts, or comes back from a pause or from being offline, at once. */
  resume() {
    this.#drop();
    this.#attempt = 0;
    this.#quietPolls = 0;
    this.#become('connecting');
    this.#connect();
    this.#pollAfter(FIRST_POLL_MS);
  }

  /** Falls silent: no socket, no polling, until {@link resume}. */
  pause() {
    this.#drop();
    this.#parts.carrier.leave();
    this.#polling.cancelAll();
    this.#become('paused');
  }

  /** The machine says it has no network. It is sometimes wrong, so a poll now and then goes on. */
  offline() {
    this.#drop();
    this.#parts.carrier.leave();
    this.#become('offline');
    this.#polling.cancel('poll');
    this.#pollAfter(POLL_MS);
  }

  /** Someone else plays here now: what was private is forgotten, the rest goes on from its place. */
  identify() {
    this.forget('account');
    // Also where nothing answers, a connection of the one before may be on its way.
    if (this.#isConnecting()) this.resume();
  }

  /** Follows an extra channel that is wanted from now on. */
  follow() {
    this.#connection?.follow();
  }

  /**
   * Follows an extra channel no longer.
   * @param {string} channel
   */
  leave(channel) {
    this.#connection?.leave(channel);
  }

  /**
   * Nothing is known of a channel any more: wanted again, it comes as a whole.
   * @param {string} channel
   */
  forget(channel) {
    this.#cursors.forget(channel);
  }

  /** Asks for the server's positions, where something expected has not come. */
  check() {
    this.#connection?.check();
  }

  #connect() {
    this.#alarms.cancel('reconnect');
    this.telemetry.note('connect', { attempt: this.#attempt });
    const { carrier, channels, extras = () => [], clock } = this.#parts;
    const known = {
      id: carrier.id,
      cursors: this.#cursors,
      channels,
      extras,
      clock,
      telemetry: this.telemetry,
      timers: this.#timers,
      random: this.#random,
      crowding: () => this.crowding,
    };
    const { onEvent, onSnapshot, onReplaced, seen = () => 0, onRefused = () => {} } = this.#parts;
    this.#connection = new Connection(carrier.open(), known, {
      onEvent,
      onSnapshot,
      onReplaced,
      seen,
      onRefused,
      onLive: (reconnect) => this.#live(reconnect),
      onLost: (goodbye) => this.#lost(goodbye),
    });
  }

  /** @param {import('./backoff.js').Bounds | null} reconnect */
  #live(reconnect) {
    if (this.telemetry.counters.connects > 0) this.telemetry.count('reconnects');
    this.telemetry.count('connects');
    this.#bounds = widened(RECONNECT, reconnect);
    this.#polling.cancelAll();
    this.#quietPolls = 0;
    this.#alarms.set('stable', STABLE_MS, () => (this.#attempt = 0));
    const rotation = ROTATE_MS.least + this.#random() * (ROTATE_MS.most - ROTATE_MS.least);
    this.#alarms.set('rotate', rotation, () => this.resume());
    this.#become('live');
  }

  /** @param {import('./connection.js').Goodbye | null} goodbye */
  #lost(goodbye) {
    this.#drop();
    const wait = leastAfter(goodbye) + jitter(this.#attempt, this.#bounds, this.#random);
    this.#attempt += 1;
    this.telemetry.note('wait', { ms: Math.round(wait), attempt: this.#attempt });
    this.#alarms.set('reconnect', wait, () => this.#connect());
    if (this.state === 'live') this.#become('connecting');
    this.#pollAfter(this.state === 'connecting' ? FIRST_POLL_MS : POLL_MS);
  }

  #drop() {
    this.#connection?.end();
    this.#connection = null;
    this.#alarms.cancelAll();
  }

  /**
   * Everybody who lost the server in one instant would otherwise ask its successor in one instant,
   * again and again.
   * @param {number} ms on average; from a half of it to one and a half
   */
  #pollAfter(ms) {
    if (this.#polling.isSet('poll')) return;
    const wait = ms * (0.5 + this.#random()) * this.crowding;
    this.#polling.set('poll', wait, () => this.#poll());
  }

  /**
   * How many times as long as usual to wait before asking the server for anything, at least 1: one
   * that spreads its browsers' ways back over more time has so many that it tells each of them later.
   * @returns {number}
   */
  get crowding() {
    return Math.max(1, this.#bounds.ceilingMs / RECONNECT.ceilingMs);
  }

  async #poll() {
    this.telemetry.count('polls');
    /** @type {'silence'} */
    const silence = 'silence';
    const { clock } = this.#parts;
    const asked = clock.local();
    const found = await this.#parts.poll().catch(() => silence);
    const waited = clock.local() - asked;
    if (this.state === 'live' || this.state === 'paused') return;
    const isAwaited = found === 'same' && (this.#parts.canChange?.() ?? false);
    this.#quietPolls = found === 'news' || isAwaited ? 0 : this.#quietPolls + 1;
    if (found !== silence && this.state !== 'polling') this.telemetry.count('fallbacks');
    this.#become(found === silence ? 'offline' : 'polling');
    if (found !== silence && !this.#isConnecting()) this.#connect();
    const usual = Math.min(MAX_POLL_MS, POLL_MS * 2 ** Math.min(this.#quietPolls, 4));
    // Where no socket is tried, only a poll finds the way back.
    const pause = this.#isConnecting() ? Math.min(MAX_PAUSE_MS, PAUSE_PER_WAIT * waited) : 0;
    this.#pollAfter(Math.max(usual, pause));
  }

  #isConnecting() {
    return this.#connection !== null || this.#alarms.isSet('reconnect');
  }

  /** @param {State} state */
  #become(state) {
    if (state === this.state) return;
    this.telemetry.note('state', { from: this.state, to: state });
    this.state = state;
    this.#parts.onState(state);
  }
}

/**
 * @param {import('./connection.js').Goodbye | null} goodbye
 * @returns {number} milliseconds to stay away, before any jitter
 */
function leastAfter(goodbye) {
  if (goodbye === null) return 0;
  const least = UNWELCOME.includes(goodbye.reason) ? UNWELCOME_MS : 0;
  return Math.min(MAX_GOODBYE_MS, Math.max(least, goodbye.retryAfterMs));
}
