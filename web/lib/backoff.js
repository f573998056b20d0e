/**
 * Full jitter: a random wait under a doubling ceiling, so that a thousand browsers that lost the
 * same server do not come back in the same instant.
 * @module
 */

/** @typedef {{ floorMs: number, ceilingMs: number }} Bounds */

/** A server under a storm may ask for more patience, but not for silence. */
const MAX_CEILING_MS = 5 * 60_000;

/**
 * @param {Bounds} bounds
 * @param {Partial<Bounds> | null} asked by the server
 * @returns {Bounds} never narrower than ours
 */
export function widened({ floorMs, ceilingMs }, asked) {
  const wider = (/** @type {number} */ own, /** @type {unknown} */ other) =>
    Math.min(MAX_CEILING_MS, Math.max(own, Number(other) || 0));
  const floor = wider(floorMs, asked?.floorMs);
  return { floorMs: floor, ceilingMs: Math.max(floor, wider(ceilingMs, asked?.ceilingMs)) };
}

/**
 * @param {number} attempt 0 for the first wait
 * @param {Bounds} bounds
 * @param {() => number} random in [0, 1)
 * @returns {number} milliseconds, at least the floor and at most the ceiling
 */
export function jitter(attempt, { floorMs, ceilingMs }, random) {
  const window = Math.min(ceilingMs, floorMs * 2 ** Math.min(attempt + 1, 30));
  return floorMs + random() * (window - floorMs);
}
