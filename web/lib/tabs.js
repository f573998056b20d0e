/**
 * One socket for all tabs of a browser that show the same player.
 *
 * Whoever holds a Web Lock leads: it has the socket, forwards what the other tabs say and tells them
 * everything that it hears, over a BroadcastChannel. Every tab still says its own hello and keeps its
 * own positions, so a tab that comes late, or misses something between two leaders, recovers by the
 * same rules as one whose socket broke. Answers carry the id of the request, which begins with the
 * tab's.
 *
 *     seeking ──lock granted──▶ leading ──lock stolen──▶ following
 *        └────a leader speaks──▶ following ──lock granted, or silence──▶ leading
 *
 * A leader that closes, or pauses because it is hidden, lets go of the lock and the next tab in the
 * queue has it. One that is frozen keeps it, but falls silent: then the lock is taken from it.
 * The channel is named after the player, so that private events reach tabs of that player alone.
 * @module
 */

import { NamedTimers } from './timers.js';

const BEAT_MS = 2_000;
const SILENCE_MS = 3 * BEAT_MS;
const DIAL_MS = 12_000;
/** Where leaders are never heard although there are some, the channel is broken and not they. */
const MAX_STEALS_UNHEARD = 3;

/**
 * @typedef {import('./socket.js').Line} Line
 *
 * @typedef {{ kind: 'who' } | { kind: 'beat', open: string } | { kind: 'closed', open: string }
 *   | { kind: 'say', text: string } | { kind: 'told', open: string, text: string }} Said between tabs; `open`
 *   names the leader's socket, empty while none stands
 *
 * @typedef {object} Channel what is needed of a BroadcastChannel
 * @property {(message: any) => void} postMessage
 * @property {() => void} close
 * @property {((message: any) => any) | null} onmessage its `data` is what was posted
 *
 * @typedef {object} Parts
 * @property {string} id of this tab
 * @property {() => string} name of the lock and the channel: the server and the player
 * @property {() => Line} dial
 * @property {Pick<LockManager, 'request'>} locks
 * @property {(name: string) => Channel} channel
 * @property {import('./timers.js').Timers} timers
 * @property {import('./telemetry.js').Telemetry} telemetry
 */

export class Tabs {
  /** @type {(() => void) | null} */
  onready = null;
  #parts;
  #alarms;
  /** @type {string | null} null while this tab wants nothing */
  #name = null;
  /** @type {Channel | null} */
  #channel = null;
  /** Tells a grant of the lock that was asked for from one that came too late. */
  #turn = 0;
  #giveUp = new AbortController();
  /** @type {(() => void) | null} lets go of the lock; null while another tab leads */
  #release = null;
  #stealsUnheard = 0;
  /** @type {Line | null} the line of this tab's connection */
  #line = null;
  /** The leader's socket that this tab's line stands on, empty for none. */
  #standsOn = '';
  /** The one that it stood on when its line was closed: coming back to that is no news. */
  #leftOn = '';
  /** @type {Line | null} the leader's own */
  #socket = null;
  #sockets = 0;
  #isOpen = false;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#alarms = new NamedTimers(parts.timers);
  }

  get id() {
    return this.#parts.id;
  }

  /** Whether the browser's socket is this tab's. */
  get leads() {
    return this.#release !== null;
  }

  /** @returns {Line} */
  open() {
    this.#join(this.#parts.name());
    /** @type {Line} */
    const line = {
      send: (text) => this.#line === line && this.#say(text),
      close: () => this.#line === line && this.#hangUp(),
      onmessage: null,
      onopen: null,
      onclose: null,
    };
    this.#line = line;
    this.#standsOn = '';
    if (this.leads) this.#dial();
    else this.#post({ kind: 'who' });
    return line;
  }

  /** Lets another tab lead, and hears nothing more. */
  leave() {
    if (this.#name === null) return;
    this.#name = null;
    this.#line = null;
    this.#turn += 1;
    this.#alarms.cancelAll();
    this.#closeSocket();
    this.#giveUp.abort();
    this.#release?.();
    this.#release = null;
    this.#channel?.close();
    this.#channel = null;
  }

  /** @param {string} name */
  #join(name) {
    if (this.#name === name) return;
    this.leave();
    this.#name = name;
    this.#channel = this.#parts.channel(name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#seek(false);
  }

  /** @param {boolean} steal from a leader that does not speak */
  #seek(steal) {
    const turn = (this.#turn += 1);
    this.#giveUp.abort();
    this.#giveUp = new AbortController();
    const options = steal ? { steal } : { signal: this.#giveUp.signal };
    const lead = () =>
      turn === this.#turn ? new Promise((release) => this.#lead(() => release(null))) : null;
    const name = /** @type {string} */ (this.#name);
    this.#parts.locks.request(name, options, lead).catch(() => turn === this.#turn && this.#refused());
    if (!steal) this.#awaitLeader();
  }

  #awaitLeader() {
    this.#alarms.set('silence', SILENCE_MS, () => {
      this.#stealsUnheard += 1;
      this.#parts.telemetry.note('silent leader', { times: this.#stealsUnheard });
      this.#seek(true);
    });
  }

  /** @param {() => void} release */
  #lead(release) {
    const followed = this.#standsOn !== '';
    this.#release = release;
    this.#alarms.cancel('silence');
    if (followed) this.#parts.telemetry.count('takeovers', { tab: this.id });
    this.#beat();
    if (this.#line !== null) this.#dial();
  }

  /** The lock was taken from us, or locks cannot be had here at all. */
  #refused() {
    const led = this.leads;
    this.#closeSocket();
    this.#alarms.cancelAll();
    this.#release = null;
    this.#standsOn = '';
    if (led && this.#stealsUnheard < MAX_STEALS_UNHEARD) this.#seek(false);
    else this.#lead(() => {});
  }

  /** The name of this leader's socket, empty while none stands. */
  get #standing() {
    return this.#isOpen ? `${this.id}.${this.#sockets}` : '';
  }

  #beat() {
    this.#post({ kind: 'beat', open: this.#standing });
    this.#alarms.set('beat', BEAT_MS, () => this.#beat());
  }

  #dial() {
    this.#closeSocket();
    this.#alarms.cancel('closed');
    const socket = this.#parts.dial();
    this.#socket = socket;
    const failed = () => {
      if (this.#socket !== socket) return;
      const open = this.#standing;
      this.#closeSocket();
      this.#post({ kind: 'closed', open });
      this.#lineClosed();
    };
    this.#alarms.set('dial', DIAL_MS, failed);
    socket.onclose = failed;
    socket.onopen = () => {
      if (this.#socket !== socket) return;
      this.#alarms.cancel('dial');
      this.#isOpen = true;
      this.#sockets += 1;
      this.#beat();
      this.#line?.onopen?.();
    };
    socket.onmessage = (text) => {
      if (this.#socket !== socket) return;
      this.#post({ kind: 'told', open: this.#standing, text });
      this.#line?.onmessage?.(text);
    };
  }

  #closeSocket() {
    const socket = this.#socket;
    this.#socket = null;
    this.#isOpen = false;
    this.#alarms.cancel('dial');
    socket?.close();
  }

  /** This tab's connection wants its line no more; it often opens another one at once. */
  #hangUp() {
    this.#line = null;
    this.#leftOn = this.#standsOn;
    this.#standsOn = '';
    if (!this.leads) return;
    const open = this.#standing;
    this.#closeSocket();
    this.#alarms.set('closed', 0, () => this.#post({ kind: 'closed', open }));
  }

  #lineClosed() {
    const line = this.#line;
    this.#line = null;
    this.#leftOn = this.#standsOn;
    this.#standsOn = '';
    line?.onclose?.();
  }

  /** @param {string} text */
  #say(text) {
    if (this.leads) this.#socket?.send(text);
    else this.#post({ kind: 'say', text });
  }

  /** @param {Said} said */
  #post(said) {
    this.#channel?.postMessage(said);
  }

  /** @param {Said} said by another tab */
  #hear(said) {
    if (this.leads) this.#hearFollower(said);
    else this.#hearLeader(said);
  }

  /** @param {Said} said */
  #hearFollower(said) {
    if (said.kind === 'who') this.#beat();
    else if (said.kind === 'say' && this.#isOpen) this.#socket?.send(said.text);
  }

  /** @param {Said} said */
  #hearLeader(said) {
    if (said.kind === 'who' || said.kind === 'say') return;
    this.#stealsUnheard = 0;
    this.#awaitLeader();
    if (said.kind === 'beat') this.#standOn(said.open);
    else if (this.#standsOn === '' || said.open !== this.#standsOn) return;
    else if (said.kind === 'told') this.#line?.onmessage?.(said.text);
    else if (said.kind === 'closed') this.#lineClosed();
  }

  /** @param {string} open */
  #standOn(open) {
    if (open === '') {
      // The leader looks for a new socket; its `closed` may have been missed.
      if (this.#standsOn !== '') this.#lineClosed();
    } else if (this.#line === null) {
      if (open !== this.#leftOn) this.onready?.();
    } else if (open !== this.#standsOn) {
      this.#standsOn = open;
      this.#line.onopen?.();
    }
  }
}
