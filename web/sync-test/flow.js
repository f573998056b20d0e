/**
 * What goes over a connection, counted and kept for a page that shows it: the newest messages, by
 * type and by direction, and how long a ping takes there and back.
 * @module
 */

import { Signal } from '../lib/store.js';

/** Older ones are only counted. */
export const MAX_KEPT = 500;
const MAX_ROUND_TRIPS = 50;

/**
 * @typedef {'in' | 'out' | 'simulated'} Way
 * @typedef {{ at: number, way: Way, type: string, text: string }} Message
 */

/** @extends {Signal<{}>} */
export class Flow extends Signal {
  /** @type {Message[]} oldest first */
  messages = [];
  /** @type {Map<string, number>} by way and type, as `in round_open` */
  counts = new Map();
  /** @type {number[]} milliseconds, oldest first */
  roundTrips = [];
  /** @type {Map<string, number>} when pings left, by request */
  #pings = new Map();
  #now;

  /** @param {() => number} now in milliseconds, steady */
  constructor(now) {
    super();
    this.#now = now;
  }

  /**
   * @param {Way} way
   * @param {string} text of a message, as it is on the wire
   */
  hear(way, text) {
    const at = this.#now();
    const message = parsed(text);
    const type = String(message?.type ?? message?.action ?? message?.message ?? 'unknown');
    if (way === 'out' && message?.action === 'ping') this.#pings.set(message.requestId, at);
    if (way === 'in' && type === 'pong') this.#measure(message.requestId, at);
    this.messages.push({ at, way, type, text: withoutSecrets(text) });
    if (this.messages.length > MAX_KEPT) this.messages.shift();
    const name = `${way} ${type}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    this.emit();
  }

  /**
   * @param {{ way?: string, type?: string, words?: string }} filter empty ones let everything through
   * @returns {Message[]} newest first
   */
  filtered({ way = '', type = '', words = '' }) {
    return this.messages
      .filter((one) => (way === '' || one.way === way) && (type === '' || one.type === type))
      .filter(({ text }) => text.toLowerCase().includes(words.toLowerCase()))
      .reverse();
  }

  /** @returns {string[]} types that were heard so far, in order */
  get types() {
    return [...new Set([...this.counts.keys()].map((name) => name.split(' ')[1]))].sort();
  }

  /** @returns {{ last: number, median: number, worst: number } | null} of the newest pings */
  get roundTrip() {
    const sorted = [...this.roundTrips].sort((one, other) => one - other);
    if (sorted.length === 0) return null;
    return {
      last: this.roundTrips[this.roundTrips.length - 1],
      median: sorted[Math.floor(sorted.length / 2)],
      worst: sorted[sorted.length - 1],
    };
  }

  /**
   * @param {string} requestId
   * @param {number} at
   */
  #measure(requestId, at) {
    const sent = this.#pings.get(requestId);
    if (sent === undefined) return;
    this.#pings.delete(requestId);
    this.roundTrips.push(at - sent);
    if (this.roundTrips.length > MAX_ROUND_TRIPS) this.roundTrips.shift();
  }
}

/**
 * A carrier whose lines can be listened to, and cut.
 * @param {import('../lib/socket.js').Carrier} carrier
 * @param {Flow} flow hears every message
 * @returns {import('../lib/socket.js').Carrier & { cut: () => void }} `cut` ends the line of this moment, as
 *   a network does: without a word
 */
export function overheard(carrier, flow) {
  /** @type {import('../lib/socket.js').Line | null} */
  let newest = null;
  return {
    id: carrier.id,
    open() {
      const beneath = carrier.open();
      /** @type {import('../lib/socket.js').Line} */
      const line = {
        send: (text) => {
          flow.hear('out', text);
          beneath.send(text);
        },
        close: () => beneath.close(),
        onmessage: null,
        onopen: null,
        onclose: null,
      };
      beneath.onopen = () => line.onopen?.();
      beneath.onclose = () => line.onclose?.();
      beneath.onmessage = (text) => {
        flow.hear('in', text);
        line.onmessage?.(text);
      };
      newest = line;
      return line;
    },
    leave: () => carrier.leave(),
    get onready() {
      return carrier.onready;
    },
    set onready(listener) {
      carrier.onready = listener;
    },
    cut() {
      const line = newest;
      newest = null;
      line?.close();
      line?.onclose?.();
    },
  };
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
 * A stamp that is good for a cash-out is nobody's to look at.
 * @param {string} text
 */
function withoutSecrets(text) {
  return text.replace(/("(?:stamp|ticket|token)":")[^"]*/g, '$1…');
}
