/**
 * When to ask for news that should have come by themselves and have not.
 *
 * One page that asks too early costs nothing. Of thousands each asks, and all were told the same thing
 * in the same second: so among many they wait longer, each for its own time, and who waits for money of
 * its own does not.
 * @module
 */

/** @typedef {'start' | 'payment' | 'anything'} Awaited what should come next */

/** So long after its instant a start that was not told is late. */
export const LATE_MS = 2_000;
/** @type {Record<Awaited, number>} how long each may take */
const PATIENCE_MS = {
  // A start is known before its instant; one that is not was lost, or the house is in trouble.
  start: LATE_MS,
  // Targets that were reached are paid right after the crash.
  payment: 5_000,
  // Where a round says nothing for so long, its end may have been lost on the way.
  anything: 15_000,
};
/** A house that is behind is not asked again and again by everybody at once. */
const MAX_RESTRAINT = 8;
/** Over how many times the usual wait the questions of a crowd are spread, for each time it is larger. */
const SPREAD = 4;

export class Staleness {
  #random;
  #heardAt = 0;
  #askedAt = 0;
  /** How much longer than usual to wait before asking again. */
  #restraint = 1;
  /** And how much longer for what everybody waits for. */
  #calmness = 1;

  /** @param {() => number} [random] in [0, 1) */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /**
   * News have come.
   * @param {number} local
   * @param {number} crowding
   */
  heard(local, crowding) {
    this.#heardAt = local;
    this.rest(crowding);
  }

  /**
   * Nothing is awaited.
   * @param {number} crowding how many times as patient as usual to be, at least 1
   */
  rest(crowding) {
    this.#restraint = 1;
    this.#calmness = crowding + SPREAD * this.#random() * (crowding - 1);
  }

  /**
   * Whether to ask now: then the next time is later.
   * @param {Awaited} awaited
   * @param {number} local
   */
  asks(awaited, local) {
    const since = awaited === 'anything' ? Math.max(this.#heardAt, this.#askedAt) : this.#askedAt;
    const wait = PATIENCE_MS[awaited] * this.#restraint * (awaited === 'payment' ? 1 : this.#calmness);
    if (local - since < wait) return false;
    this.#askedAt = local;
    this.#restraint = Math.min(MAX_RESTRAINT, this.#restraint * (1 + this.#random()));
    return true;
  }
}
