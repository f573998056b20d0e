/**
 * A house with one journal, `game`, and a network that can be as bad as a test wants.
 * @module
 */

import { Clock } from '../lib/clock.js';
import { Sync } from '../lib/sync.js';
import { Telemetry } from '../lib/telemetry.js';
import { FakeTime } from './fake-time.js';

const MAX_REPLAY = 20;

export class FakeHouse {
  time = new FakeTime();
  journal = [];
  epoch = 'a';
  up = true;
  http = true;
  polled = 'news';
  /** Whether something may be new at any moment, although a poll finds nothing. */
  canChange = false;
  /** What goes into every answer to a hello. */
  extra = {};
  answerMs = 5;
  /** How many entries a snapshot lags behind. */
  snapshotAge = 0;
  /** How many hellos are told to slow down. */
  refusals = 0;
  /** How many hellos the gateway has no room for. */
  busy = 0;
  /** Whether connections come to stand, and then say nothing. */
  deaf = false;
  replaced = 0;
  /** How much polls have shown. */
  seen = 0;
  traced = [];
  lines = [];
  /** Channels that are wanted beside the game. */
  extras = [];
  hellos = [];
  pings = 0;
  polls = 0;
  dials = [];
  applied = [];
  states = [];
  /** What the network does to an event on its way: how often it arrives, and how late. */
  fate = () => [0];

  constructor(random = () => 0.5) {
    this.sync = new Sync({
      channels: () => ['game'],
      extras: () => this.extras,
      carrier: { id: 'tab', open: () => this.accept(), leave: () => {}, onready: null },
      poll: async () => {
        this.polls += 1;
        return this.http ? this.polled : 'silence';
      },
      onEvent: ({ id }) => this.applied.push(id),
      onSnapshot: (_, { ids }) => (this.applied = [...ids]),
      onReplaced: () => {
        this.applied = [];
        this.replaced += 1;
      },
      canChange: () => this.canChange,
      seen: () => this.seen,
      telemetry: new Telemetry((...words) => this.traced.push(words)),
      onState: (state) => this.states.push(state),
      clock: new Clock(() => this.time.now),
      timers: this.time,
      random,
    });
  }

  /** Writes an entry and sends it to everybody who listens. */
  append() {
    const event = { channel: 'game', id: this.journal.length + 1, type: 'x', at: 0, data: { secret: 1 } };
    this.journal.push(event);
    for (const line of this.lines.filter(({ greeted }) => greeted)) {
      for (const late of this.fate()) this.time.after(late, () => line.deliver(event));
    }
  }

  /** Says something to everybody. */
  say(message) {
    for (const line of this.lines) line.deliver(message);
  }

  /** Cuts every connection, as a restart does. */
  cut() {
    for (const line of [...this.lines]) line.end();
  }

  /** A new line to this house, as a browser opens it. */
  accept() {
    this.dials.push(this.time.now);
    const line = { greeted: false, open: true, onopen: null, onclose: null, onmessage: null };
    line.deliver = (message) => line.open && line.onmessage?.(JSON.stringify(message));
    line.end = () => {
      if (!line.open) return;
      line.open = false;
      this.lines = this.lines.filter((other) => other !== line);
      line.onclose?.();
    };
    line.close = line.end;
    line.send = (text) => this.#receive(line, JSON.parse(text));
    this.time.after(5, () => {
      if (!this.up) line.end();
      else {
        this.lines.push(line);
        line.onopen?.();
      }
    });
    return line;
  }

  #receive(line, message) {
    if (!line.open || !this.up || this.deaf) return;
    if (message.action === 'ping') {
      this.pings += 1;
      this.time.after(5, () =>
        line.deliver({
          type: 'pong',
          requestId: message.requestId,
          serverTime: this.time.now,
          positions: { game: this.journal.length },
        }),
      );
    } else {
      this.hellos.push(message);
      const { requestId } = message;
      if (this.busy > 0) {
        this.busy -= 1;
        const word = { message: 'Internal server error', connectionId: 'c', requestId: 'r' };
        this.time.after(5, () => line.deliver(word));
        return;
      }
      if (this.refusals > 0) {
        this.refusals -= 1;
        line.deliver({ type: 'error', requestId, problem: { code: 'RATE_LIMITED' } });
        return;
      }
      line.greeted = true;
      const game = this.#answer(message.epoch === this.epoch ? message.positions.game : undefined);
      this.time.after(this.answerMs, () =>
        line.deliver({
          type: 'hello_ack',
          requestId: message.requestId,
          serverTime: this.time.now,
          channels: { game },
          ...this.extra,
        }),
      );
    }
  }

  #answer(known) {
    const position = this.journal.length;
    const { epoch } = this;
    if (known === position) return { status: 'ok', epoch, position };
    if (known !== undefined && known < position && position - known <= MAX_REPLAY) {
      return { status: 'replay', epoch, position, events: this.journal.slice(known) };
    }
    const snapshotPosition = Math.max(0, position - this.snapshotAge);
    const snapshot = { ids: this.journal.slice(0, snapshotPosition).map(({ id }) => id) };
    const events = this.journal.slice(snapshotPosition);
    return { status: 'snapshot', epoch, position, snapshot, snapshotPosition, events };
  }
}
