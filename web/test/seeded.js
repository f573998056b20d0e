/**
 * Random runs that can be repeated: every property names its seed when it fails.
 * @module
 */

/**
 * @param {number} seed
 * @returns {() => number} in [0, 1), the same sequence for the same seed
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {number} runs
 * @param {(random: () => number) => void | Promise<void>} property
 */
export async function holds(runs, property) {
  const first = Number(process.env.SEED ?? 20_26);
  for (let seed = first; seed < first + runs; seed += 1) {
    try {
      await property(seeded(seed));
    } catch (failure) {
      throw new Error(`fails with SEED=${seed}`, { cause: failure });
    }
  }
}

/**
 * @template T
 * @param {T[]} items
 * @param {() => number} random
 * @returns {T[]} a new order
 */
export function shuffled(items, random) {
  const order = items.map((item) => ({ item, key: random() }));
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
