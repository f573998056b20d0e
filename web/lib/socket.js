/**
 * Keeps this browser in step with the server.
 *
 *     connecting ──hello_ack──▶ live ──close──▶ connecting … polling while the socket is down
 *         paused: the page is hidden, nothing is sent   offline: nothing answers
 *
 * Each connection says `hello` with the positions it knows and is told, per channel, that it is up
 * to date, what it missed, or the whole state. Live events go through a {@link Cursor}; a hole that
 * does not fill by itself in some hundred milliseconds is recovered by another `hello` on the same
 * socket. While no socket stands, the same state is polled over HTTP.
 *
 * Every connection has a generation, and a callback of an older one is ignored: a socket that was
 * given up must not speak for the one that replaced it.
 * @module
 */

import { jitter } from './backoff.js';
import { Cursor } from './cursor.js';

const RECONNECT = { floorMs: 1_000, ceilingMs: 30_000 };
/** Only a connection that lasted counts as recovered; otherwise the backoff goes on. */
const STABLE_MS = 10_000;
const ANSWER_MS = 6_000;
const HOLD_MS = { least: 300, most: 500 };
const MAX_RECOVERIES = 3;
const POLL_MS = 5_000;
const MAX_POLL_MS = 15_000;
const FIRST_POLL_MS = 1_500;
const PING_MS = 180_000;
/** A few exchanges at the start measure the clock well before the first flight is drawn. */
const MEASURING_PINGS_MS = [250, 1_000, 2_500];
/** Sockets are cut at two hours; leaving a little earlier, each at its own moment, costs nothing. */
const ROTATE_MS = { least: 100 * 60_000, most: 115 * 60_000 };

/**
 * @typedef {'connecting' | 'live' | 'polling' | 'offline' | 'paused'} State
 * @typedef {object} Line what a connection needs of a WebSocket
 * @property {(text: string) => void} send
 * @property {() => void} close
 * @property {((text: string) => void) | null} onmessage
 * @property {(() => void) | null} onopen
 * @property {(() => void) | null} onclose called once, also when opening failed
 *
 * @typedef {object} Parts
 * @property {() => string[]} channels wanted now
 * @property {() => Promise<string>} address of the socket, with a fresh ticket for a player
 * @property {(address: string) => Line} open
 * @property {() => Promise<boolean>} poll fetches the state over HTTP; false when nothing answered
 * @property {(event: import('./cursor.js').Event) => void} onEvent in order, each once
 * @property {(channel: string, snapshot: any) => void} onSnapshot
 * @property {(state: State) => void} onState
 * @property {import('./clock.js').Clock} clock
 * @property {Timers} [timers]
 * @property {() => number} [random]
 *
 * @typedef {{ after: (ms: number, task: () => void) => any, cancel: (timer: any) => void }} Timers
 */

/** @type {Timers} */
const REAL_TIMERS = {
  after: (ms, task) => setTimeout(task, ms),
  cancel: (timer) => clearTimeout(timer),
};

export class Sync {
  /** @type {State} */
  state = 'paused';
  #parts;
  #timers;
  #random;
  /** @type {Map<string, Cursor>} */
  #cursors = new Map();
  #generation = 0;
  /** @type {Line | null} */
  #line = null;
  #attempt = 0;
  #pollFailures = 0;
  #recoveries = 0;
  #helloSentAt = 0;
  #pingSentAt = 0;
  /** @type {Map<string, any>} one timer per purpose */
  #pending = new Map();

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#timers = parts.timers ?? REAL_TIMERS;
    this.#random = parts.random ?? Math.random;
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
    this.#cursors.delete('account');
    if (this.state !== 'paused' && this.state !== 'offline') this.resume();
  }

  /** Asks for the server's positions, where something expected has not come. */
  check() {
    if (this.state === 'live' && !this.#pending.has('pong')) this.#ping();
  }

  #connect() {
    const generation = (this.#generation += 1);
    const current = () => generation === this.#generation;
    this.#parts.address().then(
      (address) => {
        if (current()) this.#open(address, current);
      },
      () => {
        if (current()) this.#lost();
      },
    );
    // Covers the ticket, the handshake and the hello: whichever of them hangs.
    this.#after('answer', ANSWER_MS, () => this.#lost());
  }

  /**
   * @param {string} address
   * @param {() => boolean} current
   */
  #open(address, current) {
    const line = this.#parts.open(address);
    this.#line = line;
    line.onopen = () => current() && this.#hello();
    line.onclose = () => current() && this.#lost();
    line.onmessage = (text) => current() && this.#receive(text);
  }

  #hello() {
    const channels = this.#parts.channels();
    /** @type {Record<string, any>} */
    const positions = {};
    for (const channel of channels) {
      const position = this.#cursor(channel).position;
      if (position !== null) positions[channel] = position;
    }
    this.#helloSentAt = this.#parts.clock.local();
    this.#send({ action: 'hello', channels, positions });
    this.#after('answer', ANSWER_MS, () => this.#lost());
  }

  /** @param {string} text */
  #receive(text) {
    const message = parsed(text);
    if (message === null) return;
    if (message.type === 'hello_ack') this.#welcome(message);
    else if (message.type === 'pong') this.#pong(message);
    else if (typeof message.channel === 'string') this.#event(message);
  }

  /** @param {{ serverTime: number, channels: Record<string, any> }} ack */
  #welcome(ack) {
    this.#cancel('answer');
    this.#parts.clock.sample(this.#helloSentAt, ack.serverTime);
    for (const [channel, answer] of Object.entries(ack.channels ?? {})) {
      const { snapshot, events } = this.#cursor(channel).acknowledge(answer);
      if (snapshot !== null) this.#parts.onSnapshot(channel, snapshot);
      for (const event of events) this.#parts.onEvent(event);
    }
    if (this.state !== 'live') this.#settleIn();
    this.#watchGaps();
  }

  #settleIn() {
    this.#become('live');
    this.#cancel('poll');
    this.#pollFailures = 0;
    this.#recoveries = 0;
    this.#after('stable', STABLE_MS, () => (this.#attempt = 0));
    this.#after('rotate', this.#between(ROTATE_MS), () => this.resume());
    MEASURING_PINGS_MS.forEach((ms, index) => this.#after(`measure${index}`, ms, () => this.check()));
    this.#after('ping', PING_MS, () => this.#ping());
  }

  /** @param {import('./cursor.js').Event} event */
  #event(event) {
    for (const ready of this.#cursor(event.channel).offer(event)) this.#parts.onEvent(ready);
    this.#watchGaps();
  }

  #watchGaps() {
    if (this.state !== 'live') return;
    if (![...this.#cursors.values()].some((cursor) => cursor.gap)) {
      this.#cancel('hold');
      this.#recoveries = 0;
    } else if (!this.#pending.has('hold') && !this.#pending.has('answer')) {
      this.#after('hold', this.#between(HOLD_MS), () => this.#recover());
    }
  }

  /** Another hello fills the hole; when several did not, this connection is not worth keeping. */
  #recover() {
    this.#recoveries += 1;
    if (this.#recoveries > MAX_RECOVERIES) this.#lost();
    else this.#hello();
  }

  #ping() {
    this.#pingSentAt = this.#parts.clock.local();
    this.#send({ action: 'ping' });
    this.#after('pong', ANSWER_MS, () => this.#lost());
    this.#after('ping', PING_MS, () => this.#ping());
  }

  /** @param {{ serverTime: number, positions?: Record<string, any> }} pong */
  #pong({ serverTime, positions = {} }) {
    this.#cancel('pong');
    this.#parts.clock.sample(this.#pingSentAt, serverTime);
    const behind = () =>
      this.#parts.channels().some((channel) => this.#cursor(channel).isBehind(positions[channel]));
    // What is behind now may be on its way: the same patience as with a hole.
    if (behind()) this.#after('tail', this.#between(HOLD_MS), () => behind() && this.#hello());
  }

  #lost() {
    this.#drop();
    const wait = jitter(this.#attempt, RECONNECT, this.#random);
    this.#attempt += 1;
    if (this.state === 'live') this.#become('connecting');
    this.#after('reconnect', wait, () => this.#connect());
    this.#pollAfter(this.state === 'connecting' ? FIRST_POLL_MS : POLL_MS);
  }

  /** Ends the connection and every timer of it; an ended one's callbacks are strangers. */
  #drop() {
    this.#generation += 1;
    const line = this.#line;
    this.#line = null;
    const polling = this.#pending.get('poll');
    for (const [purpose, timer] of this.#pending) if (purpose !== 'poll') this.#timers.cancel(timer);
    this.#pending = new Map(polling === undefined ? [] : [['poll', polling]]);
    line?.close();
  }

  /** @param {number} ms */
  #pollAfter(ms) {
    if (!this.#pending.has('poll')) this.#after('poll', ms, () => this.#poll());
  }

  async #poll() {
    if (this.state === 'live' || this.state === 'paused') return;
    const answered = await this.#parts.poll().catch(() => false);
    if (!this.#isSocketless()) return;
    this.#pollFailures = answered ? 0 : this.#pollFailures + 1;
    this.#become(answered ? 'polling' : 'offline');
    if (answered && !this.#isConnecting()) this.#connect();
    this.#pollAfter(Math.min(MAX_POLL_MS, POLL_MS * 2 ** Math.min(this.#pollFailures, 4)));
  }

  #isConnecting() {
    return this.#line !== null || this.#pending.has('reconnect') || this.#pending.has('answer');
  }

  #isSocketless() {
    return this.state === 'connecting' || this.state === 'polling' || this.state === 'offline';
  }

  /** @param {object} message */
  #send(message) {
    this.#line?.send(JSON.stringify(message));
  }

  /** @param {string} channel */
  #cursor(channel) {
    let cursor = this.#cursors.get(channel);
    if (!cursor) this.#cursors.set(channel, (cursor = new Cursor(channel)));
    return cursor;
  }

  /** @param {State} state */
  #become(state) {
    if (state === 'paused') this.#cancel('poll');
    if (state === this.state) return;
    this.state = state;
    this.#parts.onState(state);
  }

  /**
   * @param {string} purpose a timer of the same purpose is replaced
   * @param {number} ms
   * @param {() => void} task
   */
  #after(purpose, ms, task) {
    this.#cancel(purpose);
    const run = () => {
      this.#pending.delete(purpose);
      task();
    };
    this.#pending.set(purpose, this.#timers.after(ms, run));
  }

  /** @param {string} purpose */
  #cancel(purpose) {
    this.#timers.cancel(this.#pending.get(purpose));
    this.#pending.delete(purpose);
  }

  /** @param {{ least: number, most: number }} range milliseconds */
  #between({ least, most }) {
    return least + this.#random() * (most - least);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} address
 * @returns {Line}
 */
export function openWebSocket(address) {
  const socket = new WebSocket(address);
  /** @type {Line} */
  const line = {
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: () => socket.close(),
    onmessage: null,
    onopen: null,
    onclose: null,
  };
  socket.onopen = () => line.onopen?.();
  socket.onclose = () => line.onclose?.();
  socket.onmessage = ({ data }) => typeof data === 'string' && line.onmessage?.(data);
  return line;
}
