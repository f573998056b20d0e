/**
 * What somebody staked last on each seat, so that a reload does not put another amount in its place.
 * @module
 */

import { parseMultiplier } from '../lib/curve.js';
import { parseEther } from '../lib/wei.js';

/** The smallest of the buttons under the field: nobody stakes more than that without having said so. */
export const FIRST_STAKE = '0.01';

/** @typedef {{ stake: string, auto: string }} Entered as in the fields; `auto` is empty for none */

export class SeatMemory {
  #storage;
  #seat;

  /**
   * @param {Storage} storage
   * @param {number} seat 1 or 2
   */
  constructor(storage, seat) {
    this.#storage = storage;
    this.#seat = seat;
  }

  /**
   * @param {string | null} player null for a spectator
   * @returns {Entered} what they staked last, or the first stake
   */
  recall(player) {
    const first = { stake: FIRST_STAKE, auto: '' };
    if (player === null) return first;
    try {
      const { stake, auto } = JSON.parse(this.#storage.getItem(this.#key(player)) ?? 'null') ?? first;
      const isGood = parseEther(stake) !== null && (auto === '' || parseMultiplier(auto) !== null);
      return isGood ? { stake, auto } : first;
    } catch {
      return first;
    }
  }

  /**
   * @param {string} player
   * @param {Entered} entered
   */
  keep(player, { stake, auto }) {
    try {
      this.#storage.setItem(this.#key(player), JSON.stringify({ stake, auto }));
    } catch {
      // a full storage: then the first stake comes back
    }
  }

  /** @param {string} player */
  #key(player) {
    return `fairfall.seat:${player}:${this.#seat}`;
  }
}
