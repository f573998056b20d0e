/**
 * One connection, from its first `hello` to its end.
 *
 * It says `hello` with the positions that are known and is told, per channel, that they are up to
 * date, what was missed, or the whole state. Live events go through a {@link Cursor}; a hole that
 * does not fill by itself in some hundred milliseconds is recovered by another `hello` on the same
 * socket, and so is a tail that only the positions in a pong give away.
 *
 * A connection that was given up is silent: whatever its socket still says, nobody listens.
 * @module
 */

import { Alarms } from './alarms.js';

const ANSWER_MS = 6_000;
const HOLD_MS = { least: 300, most: 500 };
const MAX_RECOVERIES = 3;
const PING_MS = 180_000;
/** A few exchanges at the start measure the clock well before the first flight is drawn. */
const MEASURING_PINGS_MS = [250, 1_000, 2_500];

/**
 * @typedef {object} Line what a connection needs of a WebSocket
 * @property {(text: string) => void} send
 * @property {() => void} close
 * @property {((text: string) => void) | null} onmessage
 * @property {(() => void) | null} onopen
 * @property {(() => void) | null} onclose called once, also when opening failed
 *
 * @typedef {object} Listener
 * @property {(event: import('./cursor.js').Event) => void} onEvent in order, each once
 * @property {(channel: string, snapshot: any) => void} onSnapshot
 * @property {(channel: string) => void} onReplaced the server's journal is another one now
 * @property {() => void} onLive after the first answer
 * @property {() => void} onLost
 *
 * @typedef {object} Parts
 * @property {import('./cursor.js').Cursors} cursors what is known, beyond this connection
 * @property {string[]} channels
 * @property {import('./clock.js').Clock} clock
 * @property {import('./alarms.js').Timers} timers
 * @property {() => number} random
 */

export class Connection {
  #line;
  #parts;
  #listener;
  #alarms;
  #live = false;
  #ended = false;
  #recoveries = 0;
  #helloSentAt = 0;
  #pingSentAt = 0;

  /**
   * @param {Line} line
   * @param {Parts} parts
   * @param {Listener} listener
   */
  constructor(line, parts, listener) {
    this.#line = line;
    this.#parts = parts;
    this.#listener = listener;
    this.#alarms = new Alarms(parts.timers);
    this.#alarms.set('answer', ANSWER_MS, () => this.#lose());
    line.onopen = () => this.#ended || this.#hello();
    line.onclose = () => this.#lose();
    line.onmessage = (text) => this.#ended || this.#receive(text);
  }

  /** Asks for the server's positions, where something expected has not come. */
  check() {
    if (this.#live && !this.#ended && !this.#alarms.isSet('pong')) this.#ping();
  }

  /** Ends it without a word to the listener. */
  end() {
    this.#ended = true;
    this.#alarms.cancelAll();
    this.#line.close();
  }

  #lose() {
    if (this.#ended) return;
    this.end();
    this.#listener.onLost();
  }

  #hello() {
    const { cursors, channels, clock } = this.#parts;
    this.#helloSentAt = clock.local();
    this.#send({ action: 'hello', channels, positions: cursors.positions(channels), epoch: cursors.epoch });
    this.#alarms.set('answer', ANSWER_MS, () => this.#lose());
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
    this.#alarms.cancel('answer');
    this.#parts.clock.sample(this.#helloSentAt, ack.serverTime);
    for (const [channel, answer] of Object.entries(ack.channels)) {
      const { replaced, snapshot, events } = this.#parts.cursors.of(channel).acknowledge(answer);
      if (replaced) this.#listener.onReplaced(channel);
      if (snapshot !== null) this.#listener.onSnapshot(channel, snapshot);
      for (const event of events) this.#listener.onEvent(event);
    }
    if (!this.#live) this.#settleIn();
    this.#watchGaps();
  }

  #settleIn() {
    this.#live = true;
    MEASURING_PINGS_MS.forEach((ms, index) => this.#alarms.set(`measure${index}`, ms, () => this.check()));
    this.#alarms.set('ping', PING_MS, () => this.#ping());
    this.#listener.onLive();
  }

  /** @param {import('./cursor.js').Event} event */
  #event(event) {
    for (const ready of this.#parts.cursors.of(event.channel).offer(event)) this.#listener.onEvent(ready);
    this.#watchGaps();
  }

  #watchGaps() {
    // Before the first answer everything is held, and the answer itself is what fills the holes.
    if (!this.#live) return;
    if (!this.#parts.cursors.gap) {
      this.#alarms.cancel('hold');
      this.#recoveries = 0;
    } else if (!this.#alarms.isSet('hold') && !this.#alarms.isSet('answer')) {
      this.#alarms.set('hold', this.#patience(), () => this.#recover());
    }
  }

  /** Another hello fills the hole; when several did not, this connection is not worth keeping. */
  #recover() {
    this.#recoveries += 1;
    if (this.#recoveries > MAX_RECOVERIES) this.#lose();
    else this.#hello();
  }

  #ping() {
    this.#pingSentAt = this.#parts.clock.local();
    this.#send({ action: 'ping' });
    this.#alarms.set('pong', ANSWER_MS, () => this.#lose());
    this.#alarms.set('ping', PING_MS, () => this.#ping());
  }

  /** @param {{ serverTime: number, positions?: Record<string, any> }} pong */
  #pong({ serverTime, positions = {} }) {
    this.#alarms.cancel('pong');
    this.#parts.clock.sample(this.#pingSentAt, serverTime);
    const behind = () => this.#parts.cursors.areBehind(positions);
    // What is behind now may be on its way: the same patience as with a hole.
    if (behind()) this.#alarms.set('tail', this.#patience(), () => behind() && this.#hello());
  }

  /** @param {object} message */
  #send(message) {
    this.#line.send(JSON.stringify(message));
  }

  #patience() {
    return HOLD_MS.least + this.#parts.random() * (HOLD_MS.most - HOLD_MS.least);
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
