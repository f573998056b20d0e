/**
 * The server's time, measured. Each exchange that carries `serverTime` is a sample: the server read
 * its clock somewhere between our sending and our receiving, so half the round trip bounds the
 * error. The sample with the shortest round trip is therefore the best one, not the newest.
 *
 * Between samples this machine's steady clock counts, and that stands still while a machine sleeps
 * (on all systems but one). So it is held against the other clock, which does not: where the two have
 * moved apart, and where a new sample contradicts the best one, what was measured before is forgotten.
 * @module
 */

const MAX_SAMPLES = 12;
const ENOUGH_SAMPLES = 3;
/** Crystals drift by some 50 ppm: after ten minutes an old sample is wrong by 30 ms. */
const SAMPLE_LIFE_MS = 10 * 60_000;
/** Two clocks of one machine that move apart by so much between two looks: it slept, or one was set. */
const JUMP_MS = 1_000;
/** So far apart may two of the server's machines be before their samples contradict each other. */
const SERVERS_APART_MS = 50;

/** @typedef {{ at: number, roundTrip: number, offset: number }} Sample */

export class Clock {
  /** Told when the machine has slept or its time was set: whoever can measures anew. */
  onjump = () => {};
  /** @type {Sample[]} */
  #samples = [];
  #steady;
  #wall;
  /** By how much the wall clock was ahead of the steady one when they were last looked at. */
  #ahead;
  /** What was asked before this counts no more: it may have been under way during a sleep. */
  #forgotAt = -Infinity;
  /** The best guess where there is no sample. */
  #guess = 0;

  /**
   * @param {() => number} [steady] this machine's milliseconds, which nobody sets
   * @param {() => number} [wall] its time of the day, which goes on while it sleeps
   */
  constructor(steady = steadyTime, wall = steady === steadyTime ? Date.now : steady) {
    this.#steady = steady;
    this.#wall = wall;
    this.#ahead = wall() - steady();
  }

  /** @returns {number} this machine's own milliseconds, to stamp a request with */
  local() {
    const local = this.#steady();
    const ahead = this.#wall() - local;
    const jump = ahead - this.#ahead;
    this.#ahead = ahead;
    if (Math.abs(jump) >= JUMP_MS) {
      this.forget();
      // A wall clock that was set says nothing of the server's; one that ran on during a sleep does.
      if (jump > 0) this.#guess += jump;
      this.onjump();
    }
    return local;
  }

  /**
   * @param {number} sentAt from {@link local}, before the request
   * @param {number} serverTime epoch milliseconds in the answer
   */
  sample(sentAt, serverTime) {
    const now = this.local();
    const roundTrip = now - sentAt;
    if (!Number.isFinite(serverTime) || !(roundTrip >= 0) || sentAt < this.#forgotAt) return;
    const sample = { at: now, roundTrip, offset: serverTime - (sentAt + now) / 2 };
    const best = this.#best();
    if (best !== null && contradict(best, sample)) this.#samples = [];
    this.#samples = this.#samples.filter(({ at }) => now - at < SAMPLE_LIFE_MS).slice(1 - MAX_SAMPLES);
    this.#samples.push(sample);
    this.#guess = this.offset;
  }

  /** Forgets every sample, and what is under way: the steady clock may have stood still. */
  forget() {
    this.#guess = this.offset;
    this.#samples = [];
    this.#forgotAt = this.#steady();
  }

  /** @returns {number} milliseconds to add to this machine's clock; a guess while nothing is measured */
  get offset() {
    return this.#best()?.offset ?? this.#guess;
  }

  /** @returns {number | null} half the best round trip: how wrong {@link now} can be */
  get uncertainty() {
    const best = this.#best();
    return best ? best.roundTrip / 2 : null;
  }

  /** @returns {boolean} whether enough samples are young */
  get isMeasured() {
    const now = this.local();
    return this.#samples.filter(({ at }) => now - at < SAMPLE_LIFE_MS).length >= ENOUGH_SAMPLES;
  }

  /** @returns {number} the server's epoch milliseconds, as well as we know */
  now() {
    return this.local() + this.offset;
  }

  #best() {
    return this.#samples.reduce(
      (best, sample) => (best && best.roundTrip <= sample.roundTrip ? best : sample),
      /** @type {Sample | null} */ (null),
    );
  }
}

function steadyTime() {
  return performance.timeOrigin + performance.now();
}

/**
 * Whether both cannot be true: no offset lies within half a round trip of each.
 * @param {Sample} one
 * @param {Sample} other
 */
function contradict(one, other) {
  const apart = Math.abs(one.offset - other.offset);
  return apart > (one.roundTrip + other.roundTrip) / 2 + SERVERS_APART_MS;
}
