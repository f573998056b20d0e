/**
 * The server's time, measured. Each exchange that carries `serverTime` is a sample: the server read
 * its clock somewhere between our sending and our receiving, so half the round trip bounds the
 * error. The sample with the shortest round trip is therefore the best one, not the newest.
 * @module
 */

const MAX_SAMPLES = 12;
const ENOUGH_SAMPLES = 3;
/** Crystals drift by some 50 ppm: after ten minutes an old sample is wrong by 30 ms. */
const SAMPLE_LIFE_MS = 10 * 60_000;

export class Clock {
  /** @type {{ at: number, roundTrip: number, offset: number }[]} */
  #samples = [];
  #local;

  /** @param {() => number} [local] this machine's milliseconds, steady between samples */
  constructor(local = () => performance.timeOrigin + performance.now()) {
    this.#local = local;
  }

  /** @returns {number} this machine's own milliseconds, to stamp a request with */
  local() {
    return this.#local();
  }

  /**
   * @param {number} sentAt from {@link local}, before the request
   * @param {number} serverTime epoch milliseconds in the answer
   */
  sample(sentAt, serverTime) {
    const now = this.#local();
    const roundTrip = now - sentAt;
    if (!Number.isFinite(serverTime) || !(roundTrip >= 0)) return;
    this.#samples = this.#samples.filter(({ at }) => now - at < SAMPLE_LIFE_MS).slice(1 - MAX_SAMPLES);
    this.#samples.push({ at: now, roundTrip, offset: serverTime - (sentAt + now) / 2 });
  }

  /** Forgets every sample: after a sleep the steady clock may have stood still. */
  forget() {
    this.#samples = [];
  }

  /** @returns {number} milliseconds to add to this machine's clock */
  get offset() {
    return this.#best()?.offset ?? 0;
  }

  /** @returns {number | null} half the best round trip: how wrong {@link now} can be */
  get uncertainty() {
    const best = this.#best();
    return best ? best.roundTrip / 2 : null;
  }

  /** @returns {boolean} whether enough samples are young */
  get isMeasured() {
    const now = this.#local();
    return this.#samples.filter(({ at }) => now - at < SAMPLE_LIFE_MS).length >= ENOUGH_SAMPLES;
  }

  /** @returns {number} the server's epoch milliseconds, as well as we know */
  now() {
    return this.#local() + this.offset;
  }

  #best() {
    return this.#samples.reduce(
      (best, sample) => (best && best.roundTrip <= sample.roundTrip ? best : sample),
      /** @type {{ at: number, roundTrip: number, offset: number } | null} */ (null),
    );
  }
}
