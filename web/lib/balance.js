/**
 * What a player has: the balance that the ledger last told, less the stakes of bets that are on their
 * way to it.
 *
 * The ledger's balance only ever moves to a newer version. Arithmetic here only ever takes away: a
 * stake is held from the moment it is sent until its fate is known, and given back if it was refused.
 * Nothing is added before the ledger has said so.
 * @module
 */

import { parseWei } from './wei.js';

/**
 * @typedef {{ available: bigint, locked: bigint, version: number }} Balance
 * @typedef {{ roundId: string, seat: number, stake: bigint }} Hold a stake on its way
 */

export class AccountBalance {
  /** @type {Balance | null} what the ledger said last; null until it has */
  balance = null;
  /** @type {Map<string, Hold>} by operation key */
  #holds = new Map();

  clear() {
    this.balance = null;
    this.#holds.clear();
  }

  /** @returns {Balance | null} what is left if every bet on its way is taken */
  get shown() {
    if (this.balance === null) return null;
    const { available, locked, version } = this.balance;
    let held = 0n;
    for (const { stake } of this.#holds.values()) held += stake;
    const left = available > held ? available - held : 0n;
    return { available: left, locked: locked + (available - left), version };
  }

  /**
   * @param {{ available: string, locked: string, version: number }} account as in messages
   * @returns {boolean} whether it was taken, because nothing newer is known
   */
  settle({ available, locked, version }) {
    if (this.balance !== null && version < this.balance.version) return false;
    this.balance = { available: parseWei(available), locked: parseWei(locked), version };
    return true;
  }

  /**
   * @param {string} key
   * @param {Hold} hold
   */
  hold(key, { roundId, seat, stake }) {
    this.#holds.set(key, { roundId, seat, stake });
  }

  /**
   * @param {string} key
   * @returns {boolean} false if the bet had been found in the account before
   */
  release(key) {
    return this.#holds.delete(key);
  }

  /**
   * A held stake whose bet is among the account's own is taken off by the ledger already.
   * @param {{ roundId: string, seat: number }[]} bets that the account has
   */
  absorb(bets) {
    for (const [key, hold] of this.#holds) {
      if (bets.some(({ roundId, seat }) => roundId === hold.roundId && seat === hold.seat)) {
        this.#holds.delete(key);
      }
    }
  }
}

/**
 * @param {Balance | null} one
 * @param {Balance | null} other
 */
export function isSameBalance(one, other) {
  return (
    one?.available === other?.available && one?.locked === other?.locked && one?.version === other?.version
  );
}
