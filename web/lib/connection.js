/**
 * One connection, from its first `hello` to its end.
 *
 * It says `hello` with the positions that are known and is told, per channel, that they are up to
 * date, what was missed, or the whole state. A hole in the live events that does not fill by itself
 * in some hundred milliseconds is recovered by another `hello` on the same line, and so is a tail that
 * only the positions in a pong give away.
 *
 * Where thousands were told too little, each of them has the same hole. Whoever comes back from a line
 * that works makes more work than was missing, so a line on which anything is heard is kept, and what
 * everybody follows is asked for over the longer a time the more there are; what is one's own is not.
 *
 * A line may be shared by tabs, so answers are told apart by the id of their request. A connection
 * that was given up is silent: whatever its line still says, nobody listens.
 * @module
 */

import { NamedTimers } from './timers.js';
import { isBefore } from './cursor.js';
import { GapTimer } from './gap-timer.js';
import { Inbox, parsed } from './inbox.js';

/** A ticket, a socket, and on a cold server two functions that must start first. */
const OPEN_MS = 15_000;
/**
 * Whoever gives up early makes a server that is behind work for nobody, and comes back with more
 * work; meanwhile polls tell what there is to tell.
 */
const ANSWER_MS = 15_000;
const PONG_MS = 5_000;
const MAX_RECOVERIES = 3;
/** So often a hello may be answered by nothing on a line that tells other things. */
const MAX_LATE = 3;
/** So often in a row a gateway may say that it is busy before another connection is tried. */
const MAX_TURNED_AWAY = 5;
const PING_MS = 180_000;
/** A line on which nothing was heard for so long may be dead without a word: it is asked. */
const SILENCE_MS = 30_000;
/** A few exchanges at the start measure the clock well before the first flight is drawn. */
const MEASURING_PINGS_MS = [250, 1_000, 2_500];
/** So long a connection that was told to slow down waits: tabs that share one not all at once. */
const SLOW_DOWN_MS = { least: 1_000, most: 5_000 };
/** @type {import('./cursor.js').Acknowledgement} of a channel that the server did not mention */
const NOTHING_NEW = { status: 'ok', position: null };

/**
 * @typedef {{ reason: string, retryAfterMs: number }} Goodbye the server's last words
 *
 * @typedef {object} Ends
 * @property {(channel: string, problem: any) => void} onRefused an extra channel is not for us
 * @property {(bounds: import('./backoff.js').Bounds | null) => void} onLive after the first answer,
 *   with the wider backoff that the server asks for
 * @property {(goodbye: Goodbye | null) => void} onLost
 *
 * @typedef {import('./inbox.js').Receiver & Ends} Listener
 *
 * @typedef {object} Parts
 * @property {string} id of this tab, begins the ids of its requests
 * @property {import('./cursor.js').Cursors} cursors what is known, beyond this connection
 * @property {() => string[]} channels without which there is nothing to show
 * @property {() => string[]} extras each asked for by itself, since it may be refused
 * @property {import('./clock.js').Clock} clock
 * @property {import('./telemetry.js').Telemetry} telemetry
 * @property {import('./timers.js').Timers} timers
 * @property {() => number} random
 * @property {() => number} crowding how many times as patient as usual to be, at least 1
 *
 * @typedef {object} Asked a hello or ping that is not answered yet
 * @property {string[]} channels
 * @property {number} sentAt
 */

export class Connection {
  #line;
  #parts;
  #listener;
  #alarms;
  #live = false;
  #ended = false;
  #recoveries = 0;
  /** Hellos in a row that were not answered in time. */
  #late = 0;
  /** Hellos in a row that the gateway had no room for. */
  #turnedAway = 0;
  #heardAt = 0;
  #requests = 0;
  /** @type {Map<string, Asked>} hellos by request id */
  #hellos = new Map();
  /** @type {{ id: string, sentAt: number, known: Record<string, import('./cursor.js').Position> } | null} */
  #pinged = null;
  #hold;
  #intake;

  /**
   * @param {import('./socket.js').Line} line
   * @param {Parts} parts
   * @param {Listener} listener
   */
  constructor(line, parts, listener) {
    this.#line = line;
    this.#parts = parts;
    this.#listener = listener;
    this.#alarms = new NamedTimers(parts.timers);
    this.#hold = new GapTimer(this.#alarms, parts);
    this.#intake = new Inbox(parts.cursors, parts.telemetry, listener);
    this.#alarms.set('answer', OPEN_MS, () => this.#lose('no socket'));
    line.onopen = () => this.#ended || this.#greet();
    line.onclose = () => this.#lose('closed');
    line.onmessage = (text) => this.#ended || this.#receive(text);
  }

  /** Asks for the server's positions, where something expected has not come. */
  check() {
    if (this.#live && !this.#ended && !this.#alarms.isSet('pong')) this.#ping();
  }

  /** Follows what is wanted now and was not before. */
  follow() {
    if (!this.#live || this.#ended) return;
    const { cursors, extras } = this.#parts;
    this.#ask(this.#notAsked(extras()).filter((channel) => cursors.of(channel).position === null));
  }

  /**
   * Follows an extra channel no longer: nothing of it comes any more.
   * @param {string} channel
   */
  leave(channel) {
    if (!this.#live || this.#ended) return;
    this.#intake.giveUp(channel);
    this.#send({ action: 'unsubscribe', requestId: this.#nextRequest(), channels: [channel] });
  }

  /** Ends it without a word to the listener. */
  end() {
    this.#ended = true;
    this.#alarms.cancelAll();
    this.#line.close();
  }

  /**
   * @param {string} why for the trace
   * @param {Goodbye | null} [goodbye]
   */
  #lose(why, goodbye = null) {
    if (this.#ended) return;
    this.end();
    this.#parts.telemetry.count('failures', { why });
    this.#listener.onLost(goodbye);
  }

  /** A fresh socket knows nothing of us: everything begins with a hello. */
  #greet() {
    this.#hellos.clear();
    this.#pinged = null;
    this.#intake.beginAnew(this.#followed());
    this.#alarms.cancel('pong');
    this.#ask(this.#followed());
  }

  /**
   * Says hello, for each extra channel by itself: one that is refused takes no other along.
   * @param {string[]} channels
   */
  #ask(channels) {
    const extras = this.#parts.extras();
    const base = channels.filter((channel) => !extras.includes(channel));
    if (base.length > 0) this.#hello(base);
    for (const channel of channels) if (extras.includes(channel)) this.#hello([channel]);
  }

  /** @param {string[]} channels */
  #hello(channels) {
    const { cursors, clock } = this.#parts;
    const requestId = this.#nextRequest();
    this.#hellos.set(requestId, { channels, sentAt: clock.local() });
    this.#intake.awaitAnswer(channels.filter((channel) => cursors.of(channel).position === null));
    this.#send({ action: 'hello', requestId, channels, ...cursors.known(channels) });
    this.#alarms.set('answer', ANSWER_MS * this.#parts.crowding(), () => this.#unanswered());
  }

  /** Where the line tells other things since, only what answers is behind. */
  #unanswered() {
    const sentAt = Math.min(...[...this.#hellos.values()].map(({ sentAt }) => sentAt));
    this.#late += 1;
    if (this.#heardAt <= sentAt || this.#late > MAX_LATE) this.#lose('no answer');
    else this.#askAgain();
  }

  /** What was asked before counts as not asked. */
  #askAgain() {
    const asked = this.#asked();
    this.#hellos.clear();
    this.#ask([...asked]);
  }

  #nextRequest() {
    return `${this.#parts.id}.${(this.#requests += 1)}`;
  }

  /** @param {string} text */
  #receive(text) {
    const message = parsed(text);
    if (message === null) return;
    this.#heardAt = this.#parts.clock.local();
    if (message.type === 'hello_ack') this.#welcome(message);
    else if (message.type === 'pong') this.#pong(message);
    else if (message.type === 'goodbye') this.#bidGoodbye(message);
    else if (message.type === 'error') this.#refuse(message);
    else if (typeof message.channel === 'string') this.#event(message);
    else if (typeof message.connectionId === 'string') this.#waitForRoom();
  }

  /** The gateway's own word: it had no room for a message of ours, and does not say for which. */
  #waitForRoom() {
    if (this.#hellos.size === 0 || this.#alarms.isSet('room')) return;
    this.#turnedAway += 1;
    if (this.#turnedAway > MAX_TURNED_AWAY) return this.#lose('turned away');
    this.#alarms.cancel('answer');
    const wait = this.#between(SLOW_DOWN_MS) * 2 ** (this.#turnedAway - 1) * this.#parts.crowding();
    this.#alarms.set('room', wait, () => this.#askAgain());
  }

  /** @param {{ requestId?: string, serverTime: number, channels: Record<string, any>, reconnect?: any }} ack */
  #welcome(ack) {
    const asked = this.#answered(ack.requestId);
    if (asked === null) return;
    this.#parts.clock.sample(asked.sentAt, ack.serverTime);
    const replaced = asked.channels.filter((channel) =>
      this.#intake.acknowledge(channel, ack.channels[channel] ?? NOTHING_NEW),
    );
    if (!this.#live) this.#settleIn(ack.reconnect ?? null);
    // One channel shows that the history is another: then all of them are asked about.
    const others = this.#parts.channels().some((channel) => !asked.channels.includes(channel));
    if (replaced.length > 0 && others) this.#greet();
    this.#watchGaps();
  }

  /**
   * @param {string | undefined} requestId absent where the server answers in order and names none
   * @returns {Asked | null} null for an answer to somebody else, or to a hello long given up
   */
  #answered(requestId) {
    const id = requestId ?? this.#hellos.keys().next().value;
    const asked = id === undefined ? undefined : this.#hellos.get(id);
    if (id === undefined || asked === undefined) return null;
    this.#hellos.delete(id);
    this.#late = 0;
    this.#turnedAway = 0;
    if (this.#hellos.size === 0) this.#alarms.cancel('answer');
    return asked;
  }

  /** @param {import('./backoff.js').Bounds | null} reconnect */
  #settleIn(reconnect) {
    this.#live = true;
    // Where it was measured before, it needs no more: of all who come back at once, nobody asks again.
    if (!this.#parts.clock.isMeasured) {
      MEASURING_PINGS_MS.forEach((ms, index) => this.#alarms.set(`measure${index}`, ms, () => this.check()));
    }
    this.#alarms.set('ping', PING_MS, () => this.#ping());
    this.#watchSilence(SILENCE_MS);
    this.#listener.onLive(reconnect);
    // What was wanted since the first hello went out was in none yet.
    this.follow();
  }

  /** @param {number} ms until the line will have been silent for too long, if nothing comes */
  #watchSilence(ms) {
    this.#alarms.set('silence', ms, () => {
      const left = this.#heardAt + SILENCE_MS - this.#parts.clock.local();
      if (left <= 0) this.check();
      this.#watchSilence(left > 0 ? left : SILENCE_MS);
    });
  }

  /** @param {import('./cursor.js').Event} event */
  #event(event) {
    if (!this.#followed().includes(event.channel)) return;
    this.#intake.take(event);
    this.#watchGaps();
  }

  #followed() {
    return [...this.#parts.channels(), ...this.#parts.extras()];
  }

  #watchGaps() {
    // Before the first answer everything waits, and the answer itself is what fills the holes.
    if (!this.#live) return;
    const gaps = () => this.#parts.cursors.gaps(this.#followed());
    if (gaps().length === 0) this.#recoveries = 0;
    this.#hold.until('hold', gaps, (channels) => this.#recover(this.#notAsked(channels)));
  }

  /** @param {string[]} channels */
  #notAsked(channels) {
    const asked = this.#asked();
    return channels.filter((channel) => !asked.has(channel));
  }

  /** Channels that a hello is under way for. */
  #asked() {
    return new Set([...this.#hellos.values()].flatMap(({ channels }) => channels));
  }

  /**
   * Another hello fills the hole; when several did not, this connection is not worth keeping.
   * @param {string[]} channels
   */
  #recover(channels) {
    if (channels.length === 0) return;
    this.#parts.telemetry.count('gaps', { channels });
    this.#recoveries += 1;
    if (this.#recoveries > MAX_RECOVERIES) this.#lose('holes that do not fill');
    else this.#ask(channels);
  }

  #ping() {
    const { clock, cursors } = this.#parts;
    const id = this.#nextRequest();
    this.#pinged = { id, sentAt: clock.local(), known: cursors.known(this.#followed()).positions };
    this.#send({ action: 'ping', requestId: id });
    this.#alarms.set('pong', PONG_MS * this.#parts.crowding(), () => this.#withoutPong());
    this.#alarms.set('ping', PING_MS, () => this.#ping());
  }

  /** Where the line still tells something, only what answers pings is behind: it is asked again later. */
  #withoutPong() {
    const sentAt = this.#pinged?.sentAt ?? 0;
    this.#pinged = null;
    if (this.#heardAt <= sentAt) this.#lose('no pong');
  }

  /** @param {{ requestId?: string, serverTime: number, positions?: Record<string, any> }} pong */
  #pong({ requestId, serverTime, positions = {} }) {
    if (this.#pinged === null || (requestId ?? this.#pinged.id) !== this.#pinged.id) return;
    const { sentAt, known } = this.#pinged;
    this.#pinged = null;
    this.#alarms.cancel('pong');
    this.#parts.clock.sample(sentAt, serverTime);
    // Journals only grow: a server that stands before what we knew when we asked has another one.
    if (isBefore(positions, known)) return this.#greet();
    const behind = () => this.#parts.cursors.behind(this.#followed(), positions);
    // A channel that the server names no more is ours no more: asked for, it is refused or goes on.
    const dropped = this.#parts.extras().filter((channel) => channel in known && !(channel in positions));
    if (dropped.length > 0) this.#ask(dropped);
    // What is behind now may be on its way: the same patience as with a hole.
    this.#hold.until('tail', behind, (channels) => this.#catchUp(this.#notAsked(channels)));
  }

  /** @param {string[]} behind */
  #catchUp(behind) {
    if (behind.length === 0) return;
    this.#parts.telemetry.count('gaps', { channels: behind });
    this.#ask(behind);
  }

  /** @param {{ reason?: unknown, retryAfterMs?: unknown }} goodbye */
  #bidGoodbye({ reason, retryAfterMs }) {
    this.#parts.telemetry.count('goodbyes', { reason });
    this.#lose('goodbye', { reason: String(reason), retryAfterMs: Number(retryAfterMs) || 0 });
  }

  /** @param {{ requestId?: string, problem?: { code?: string } }} error */
  #refuse({ requestId, problem }) {
    if (requestId !== undefined && requestId === this.#pinged?.id) {
      // It answers, and that was all to be learnt.
      this.#pinged = null;
      this.#alarms.cancel('pong');
    }
    if (requestId === undefined || !this.#hellos.has(requestId)) return;
    const { channels } = /** @type {Asked} */ (this.#answered(requestId));
    this.#parts.telemetry.note('refused', { channels, code: problem?.code });
    if (problem?.code === 'RATE_LIMITED') {
      this.#alarms.set(`slow:${channels}`, this.#between(SLOW_DOWN_MS), () => this.#ask(channels));
    } else if (channels.length === 1 && this.#parts.extras().includes(channels[0])) {
      this.#intake.giveUp(channels[0]);
      this.#listener.onRefused(channels[0], problem);
    } else {
      this.#lose('refused');
    }
  }

  /** @param {object} message */
  #send(message) {
    this.#line.send(JSON.stringify(message));
  }

  /** @param {{ least: number, most: number }} bounds */
  #between({ least, most }) {
    return least + this.#parts.random() * (most - least);
  }
}
