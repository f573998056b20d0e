/**
 * What comes in over one connection, put in order: answers to a hello and live events go through the
 * {@link Cursors}, which outlive the connection.
 *
 * A live event that overtakes the answer to a hello waits for it, because only the answer says which
 * history the ids belong to.
 * @module
 */

/** More than that before the first answer is no news but a flood; recovery fetches what is cut. */
const MAX_EARLY = 512;

/**
 * @typedef {object} Receiver
 * @property {(event: import('./cursor.js').Event) => void} onEvent in order, each once
 * @property {(channel: string, snapshot: any, position: import('./cursor.js').Position | null) => void} onSnapshot
 * @property {(channel: string) => void} onReplaced the server's journal is another one now
 * @property {(channel: string) => number} seen the newest id that polls have shown, 0 for none
 */

export class Inbox {
  #cursors;
  #telemetry;
  #receiver;
  /** @type {Map<string, import('./cursor.js').Event[]>} of channels whose answer is under way */
  #early = new Map();

  /**
   * @param {import('./cursor.js').Cursors} cursors
   * @param {import('./telemetry.js').Telemetry} telemetry
   * @param {Receiver} receiver
   */
  constructor(cursors, telemetry, receiver) {
    this.#cursors = cursors;
    this.#telemetry = telemetry;
    this.#receiver = receiver;
  }

  /**
   * What overtook an earlier hello is in the answer to this one, or belongs to another socket.
   * @param {string[]} channels whose live events wait for an answer
   */
  beginAnew(channels) {
    this.#early.clear();
    this.awaitAnswer(channels);
  }

  /** @param {string[]} channels whose live events wait for an answer, too */
  awaitAnswer(channels) {
    for (const channel of channels) if (!this.#early.has(channel)) this.#early.set(channel, []);
  }

  /** @param {string} channel that will not be answered */
  giveUp(channel) {
    this.#early.delete(channel);
  }

  /**
   * @param {string} channel
   * @param {import('./cursor.js').Acknowledgement} answer
   * @returns {boolean} whether the channel goes on in another history
   */
  acknowledge(channel, answer) {
    if (answer.status !== 'ok') {
      this.#telemetry.count(answer.status === 'replay' ? 'replays' : 'snapshots', { channel });
    }
    const taken = this.#cursors.of(channel).acknowledge(answer);
    // Polls name no history. Where they have shown more than the whole of this one, it was another.
    const isShort = taken.snapshot !== null && Number(answer.position) < this.#receiver.seen(channel);
    if (taken.replaced || isShort) this.#receiver.onReplaced(channel);
    if (taken.snapshot !== null) this.#receiver.onSnapshot(channel, taken.snapshot, taken.position);
    for (const event of taken.events) this.#apply(event);
    const early = this.#early.get(channel) ?? [];
    this.#early.delete(channel);
    for (const event of early) this.#offer(event);
    return taken.replaced;
  }

  /** @param {import('./cursor.js').Event} event */
  take(event) {
    const early = this.#early.get(event.channel);
    if (early === undefined) this.#offer(event);
    else if (early.length < MAX_EARLY) early.push(event);
  }

  /** @param {import('./cursor.js').Event} event */
  #offer(event) {
    const cursor = this.#cursors.of(event.channel);
    if (cursor.knows(event)) this.#telemetry.count('drops', { channel: event.channel, id: event.id });
    for (const ready of cursor.offer(event)) this.#apply(ready);
  }

  /** @param {import('./cursor.js').Event} event */
  #apply(event) {
    this.#telemetry.count('events', { channel: event.channel, id: event.id, type: event.type });
    this.#receiver.onEvent(event);
  }
}

/**
 * @param {string} text of a message
 * @returns {any} null for what is none
 */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
