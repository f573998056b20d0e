/**
 * The order of one channel. Events carry the version of a journal entry as their id, dense from 1,
 * so three cases are all there are: the next one is applied, a known one is dropped, and a later one
 * is held, because something before it is still under way or lost.
 *
 * The channel `rounds` goes through many journals, one per round. Its place is (round, id), and the
 * first entry of a newer round may always follow.
 * @module
 */

/** Beyond this a gap is no reordering any more; recovery fetches what we throw away. */
const MAX_HELD = 512;

/**
 * @typedef {{ channel: string, id: number, round?: string, type: string, at: number, data: any }} Event
 * @typedef {number | { round: string, id: number }} Position as it stands in messages
 * @typedef {object} Acknowledgement one channel of a hello_ack
 * @property {'ok' | 'replay' | 'snapshot'} status
 * @property {string} [epoch]
 * @property {Position | null} [position] where we are once all of it is applied
 * @property {Event[]} [events] what was missed, or what followed the snapshot
 * @property {any} [snapshot]
 * @property {Position} [snapshotPosition] where the snapshot was taken, if events follow it
 */

/** A place in a channel: round 0 for journals that are no round's. */
class Place {
  /**
   * @param {bigint} round
   * @param {number} id
   */
  constructor(round, id) {
    this.round = round;
    this.id = id;
  }

  /** @param {Position} position */
  static of(position) {
    return typeof position === 'number'
      ? new Place(0n, position)
      : new Place(BigInt(position.round || 0), position.id);
  }

  /** @param {Event} event */
  static ofEvent(event) {
    return new Place(BigInt(event.round ?? 0), event.id);
  }

  /** @param {Place} other */
  isAfter(other) {
    return this.round > other.round || (this.round === other.round && this.id > other.id);
  }

  /** @param {Place} other */
  follows(other) {
    return this.round === other.round ? this.id === other.id + 1 : this.isAfter(other) && this.id === 1;
  }
}

export class Cursor {
  /** @type {Place | null} unknown until the first acknowledgement */
  #place = null;
  /** @type {Map<string, Event>} */
  #held = new Map();
  /** @type {string | undefined} */
  #epoch;
  #perRound;

  /** @param {string} channel */
  constructor(channel) {
    this.#perRound = channel === 'rounds';
  }

  /** @returns {string | undefined} which history the position counts in */
  get epoch() {
    return this.#epoch;
  }

  /** @returns {Position | null} what to say in a hello; null for "never seen anything" */
  get position() {
    if (this.#place === null) return null;
    return this.#perRound ? { round: String(this.#place.round), id: this.#place.id } : this.#place.id;
  }

  /** @returns {boolean} whether something is held, that is, something before it is missing */
  get gap() {
    return this.#held.size > 0;
  }

  /**
   * @param {Event} event
   * @returns {boolean} whether it was applied before, or is in a snapshot that was
   */
  knows(event) {
    return this.#place !== null && !Place.ofEvent(event).isAfter(this.#place);
  }

  /**
   * @param {Event} event
   * @returns {Event[]} what to apply now, in order
   */
  offer(event) {
    if (this.knows(event)) return [];
    const place = Place.ofEvent(event);
    this.#held.set(`${place.round}.${place.id}`, event);
    if (this.#held.size > MAX_HELD) this.#held.delete(/** @type {string} */ (this.#held.keys().next().value));
    return this.#drain();
  }

  /**
   * Takes the server's answer to our position. A snapshot only ever moves us forward, unless the
   * epoch is another one: then the journal itself was replaced and nothing we know counts.
   * @param {Acknowledgement} answer
   * @returns {{ replaced: boolean, snapshot: any | null, position: Position | null, events: Event[] }}
   *   what to apply: whether to forget everything first, then the snapshot with its position, then
   *   the events
   */
  acknowledge({ status, epoch, position = null, events = [], snapshot, snapshotPosition }) {
    const replaced = epoch !== undefined && this.#epoch !== undefined && epoch !== this.#epoch;
    if (replaced) this.reset();
    this.#epoch = epoch ?? this.#epoch;
    const told = status === 'snapshot' ? (snapshotPosition ?? position) : position;
    const place = told === null ? new Place(0n, 0) : Place.of(told);
    let taken = null;
    if (status === 'snapshot') {
      if (this.#place === null || place.isAfter(this.#place)) {
        this.#place = place;
        taken = snapshot ?? null;
      }
    } else if (this.#place === null && status === 'ok' && !replaced) {
      this.#place = place;
    }
    const applied = events.flatMap((event) => this.offer(event));
    return { replaced, snapshot: taken, position: told, events: [...applied, ...this.#drain()] };
  }

  /**
   * @param {Position | null | undefined} position of the server
   * @returns {boolean} whether the server is ahead of us
   */
  isBehind(position) {
    if (position === null || position === undefined) return false;
    return this.#place !== null && Place.of(position).isAfter(this.#place);
  }

  /** Forgets everything, as for another player. */
  reset() {
    this.#place = null;
    this.#held.clear();
    this.#epoch = undefined;
  }

  /** @returns {Event[]} */
  #drain() {
    if (this.#place === null) return [];
    /** @type {Event[]} */
    const ready = [];
    for (let progress = true; progress; ) {
      progress = false;
      for (const [key, event] of this.#held) {
        const place = Place.ofEvent(event);
        if (place.isAfter(this.#place)) {
          if (!place.follows(this.#place)) continue;
          this.#place = place;
          ready.push(event);
          progress = true;
        }
        this.#held.delete(key);
      }
    }
    return ready;
  }
}

/**
 * @param {Record<string, Position | null | undefined>} positions
 * @param {Record<string, Position>} others
 * @returns {boolean} whether any of the positions lies before the other one of its channel
 */
export function isBefore(positions, others) {
  return Object.entries(others).some(([channel, other]) => {
    const position = positions[channel];
    return position !== null && position !== undefined && Place.of(other).isAfter(Place.of(position));
  });
}

/** The cursors of all channels. */
export class Cursors {
  /** @type {Map<string, Cursor>} */
  #cursors = new Map();

  /** @param {string} channel */
  of(channel) {
    let cursor = this.#cursors.get(channel);
    if (!cursor) this.#cursors.set(channel, (cursor = new Cursor(channel)));
    return cursor;
  }

  /** @param {string} channel */
  forget(channel) {
    this.#cursors.delete(channel);
  }

  /**
   * @param {string[]} channels
   * @returns {string[]} those of them in which something is missing
   */
  gaps(channels) {
    return channels.filter((channel) => this.#cursors.get(channel)?.gap);
  }

  /**
   * What to say of channels in a hello. Positions count in an epoch, so only those of one are said.
   * @param {string[]} channels
   * @returns {{ positions: Record<string, Position>, epoch: string | undefined }} known ones only
   */
  known(channels) {
    const cursors = channels.map((channel) => /** @type {const} */ ([channel, this.of(channel)]));
    const epoch = cursors.find(([, cursor]) => cursor.epoch !== undefined)?.[1].epoch;
    /** @type {Record<string, Position>} */
    const positions = {};
    for (const [channel, cursor] of cursors) {
      if (cursor.position !== null && cursor.epoch === epoch) positions[channel] = cursor.position;
    }
    return { positions, epoch };
  }

  /**
   * @param {string[]} channels
   * @param {Record<string, Position | null | undefined>} positions of the server
   * @returns {string[]} those of the channels in which the server is ahead of us
   */
  behind(channels, positions) {
    return channels.filter((channel) => this.of(channel).isBehind(positions[channel]));
  }
}
