/**
 * Bets that this page is about to delete: for ten seconds they can be kept, and nobody else has seen
 * anything. After that, or when the page or the pool is left, their deletion is sent.
 * @module
 */

export const UNDO_MS = 10_000;
/** As many as the house deletes at once. */
const MAX_BETS_AT_ONCE = 50;

/**
 * @typedef {object} Held
 * @property {Map<string, any>} bets by id
 * @property {(bets: any[]) => void} send deletes some of them
 * @property {ReturnType<typeof setTimeout>} timer
 */

export class Removals {
  /** @type {Set<Held>} */
  #held = new Set();
  #changed;

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /**
   * @param {any[]} bets
   * @param {(bets: any[]) => void} send deletes some of them, as many as the house takes at once
   */
  hold(bets, send) {
    const held = {
      bets: new Map(bets.map((bet) => [bet.betId, bet])),
      send,
      timer: setTimeout(() => this.#end(held), UNDO_MS),
    };
    this.#held.add(held);
    this.#changed();
  }

  /** @param {string} betId of a bet that shall stay after all */
  keep(betId) {
    for (const { bets } of this.#held) bets.delete(betId);
    this.#changed();
  }

  /** Deletes now what was to be deleted later. */
  flush() {
    for (const held of [...this.#held]) this.#end(held);
  }

  /**
   * @param {any[]} bets
   * @returns {any[]} with `pending` in those that are about to be deleted
   */
  marked(bets) {
    const ids = new Set([...this.#held].flatMap((held) => [...held.bets.keys()]));
    return ids.size === 0
      ? bets
      : bets.map((bet) => (ids.has(bet.betId) ? { ...bet, pending: 'leaving' } : bet));
  }

  /** @param {Held} held */
  #end(held) {
    clearTimeout(held.timer);
    if (!this.#held.delete(held)) return;
    const bets = [...held.bets.values()];
    for (let from = 0; from < bets.length; from += MAX_BETS_AT_ONCE) {
      held.send(bets.slice(from, from + MAX_BETS_AT_ONCE));
    }
    this.#changed();
  }
}
