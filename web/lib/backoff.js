/**
 * Full jitter: a random wait under a doubling ceiling, so that a thousand browsers that lost the
 * same server do not come back in the same instant.
 * @module
 */

/**
 * @param {number} attempt 0 for the first wait
 * @param {{ floorMs: number, ceilingMs: number }} bounds
 * @param {() => number} random in [0, 1)
 * @returns {number} milliseconds, at least the floor and at most the ceiling
 */
export function jitter(attempt, { floorMs, ceilingMs }, random) {
  const window = Math.min(ceilingMs, floorMs * 2 ** Math.min(attempt + 1, 30));
  return floorMs + random() * (window - floorMs);
}
