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

import { Alarms, REAL_TIMERS } from './alarms.js';
import { jitter } from './backoff.js';
import { Cursors } from './cursor.js';
import { Connection } from './socket.js';

const RECONNECT = { floorMs: 1_000, ceilingMs: 30_000 };
/** Only a connection that lasted counts as recovered; otherwise the backoff goes on. */
const STABLE_MS = 10_000;
const TICKET_MS = 6_000;
const POLL_MS = 5_000;
const MAX_POLL_MS = 15_000;
const FIRST_POLL_MS = 1_500;
/** Sockets are cut at two hours; leaving a little earlier, each at its own moment, costs nothing. */
const ROTATE_MS = { least: 100 * 60_000, most: 115 * 60_000 };

/**
 * @typedef {'connecting' | 'live' | 'polling' | 'offline' | 'paused'} State
 *
 * @typedef {object} Parts
 * @property {() => string[]} channels wanted now
 * @property {() => Promise<string>} address of the socket, with a fresh ticket for a player
 * @property {(address: string) => import('./socket.js').Line} open
 * @property {() => Promise<boolean>} poll fetches the state over HTTP; false when nothing answered
 * @property {(event: import('./cursor.js').Event) => void} onEvent in order, each once
 * @property {(channel: string, snapshot: any) => void} onSnapshot
 * @property {(channel: string) => void} onReplaced what is known of a channel counts no more
 * @property {(state: State) => void} onState
 * @property {import('./clock.js').Clock} clock
 * @property {import('./alarms.js').Timers} [timers]
 * @property {() => number} [random]
 */

export class Sync {
  /** @type {State} */
  state = 'paused';
  #parts;
  #timers;
  #random;
  #cursors = new Cursors();
  /** Timers of the connection, gone with it; polling has its own. */
  #alarms;
  #polling;
  /** @type {Connection | null} */
  #connection = null;
  /** Tells an address that was asked for by an earlier attempt from the one now wanted. */
  #generation = 0;
  #attempt = 0;
  #pollFailures = 0;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#timers = parts.timers ?? REAL_TIMERS;
    this.#random = parts.random ?? Math.random;
    this.#alarms = new Alarms(this.#timers);
    this.#polling = new Alarms(this.#timers);
  }

  /** Starts, or comes back from a pause or from being offline, at once. */
  resume() {
    this.#drop();
    this.#attempt = 0;
    this.#pollFailures = 0;
    this.#become('connecting');
    this.#connect();
    this.#pollAfter(FIRST_POLL_MS);
  }

  /** Falls silent: no socket, no polling, until {@link resume}. */
  pause() {
    this.#drop();
    this.#polling.cancelAll();
    this.#become('paused');
  }

  /** The machine says it has no network. It is sometimes wrong, so a poll now and then goes on. */
  offline() {
    this.#drop();
    this.#become('offline');
    this.#pollAfter(POLL_MS);
  }

  /** Someone else plays here now: what was private is forgotten, the rest goes on from its place. */
  identify() {
    this.#cursors.forget('account');
    if (this.state !== 'paused' && this.state !== 'offline') this.resume();
  }

  /** Asks for the server's positions, where something expected has not come. */
  check() {
    this.#connection?.check();
  }

  #connect() {
    const generation = (this.#generation += 1);
    const current = () => generation === this.#generation;
    this.#alarms.set('ticket', TICKET_MS, () => this.#lost());
    this.#parts.address().then(
      (address) => current() && this.#open(address),
      () => current() && this.#lost(),
    );
  }

  /** @param {string} address */
  #open(address) {
    this.#alarms.cancel('ticket');
    const { open, channels, clock, onEvent, onSnapshot, onReplaced } = this.#parts;
    const known = {
      cursors: this.#cursors,
      channels: channels(),
      clock,
      timers: this.#timers,
      random: this.#random,
    };
    this.#connection = new Connection(open(address), known, {
      onEvent,
      onSnapshot,
      onReplaced,
      onLive: () => this.#live(),
      onLost: () => this.#lost(),
    });
  }

  #live() {
    this.#polling.cancelAll();
    this.#pollFailures = 0;
    this.#alarms.set('stable', STABLE_MS, () => (this.#attempt = 0));
    const rotation = ROTATE_MS.least + this.#random() * (ROTATE_MS.most - ROTATE_MS.least);
    this.#alarms.set('rotate', rotation, () => this.resume());
    this.#become('live');
  }

  #lost() {
    this.#drop();
    const wait = jitter(this.#attempt, RECONNECT, this.#random);
    this.#attempt += 1;
    this.#alarms.set('reconnect', wait, () => this.#connect());
    if (this.state === 'live') this.#become('connecting');
    this.#pollAfter(this.state === 'connecting' ? FIRST_POLL_MS : POLL_MS);
  }

  #drop() {
    this.#generation += 1;
    this.#connection?.end();
    this.#connection = null;
    this.#alarms.cancelAll();
  }

  /** @param {number} ms */
  #pollAfter(ms) {
    if (!this.#polling.isSet('poll')) this.#polling.set('poll', ms, () => this.#poll());
  }

  async #poll() {
    const answered = await this.#parts.poll().catch(() => false);
    if (this.state === 'live' || this.state === 'paused') return;
    this.#pollFailures = answered ? 0 : this.#pollFailures + 1;
    this.#become(answered ? 'polling' : 'offline');
    if (answered && !this.#isConnecting()) this.#connect();
    this.#pollAfter(Math.min(MAX_POLL_MS, POLL_MS * 2 ** Math.min(this.#pollFailures, 4)));
  }

  #isConnecting() {
    return this.#connection !== null || this.#alarms.isSet('reconnect') || this.#alarms.isSet('ticket');
  }

  /** @param {State} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.#parts.onState(state);
  }
}
