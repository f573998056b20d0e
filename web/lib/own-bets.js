/**
 * The newest bets of one player and how they ended.
 * @module
 */

import { isLater } from './game.js';
import { parseWei } from './wei.js';

const MAX_OWN_BETS = 24;

/**
 * @typedef {object} OwnBet
 * @property {string} betId
 * @property {string} roundId
 * @property {number} seat
 * @property {bigint} stake
 * @property {number | null} autoCashout hundredths
 * @property {Outcome | null} outcome null while the ledger has not closed it
 *
 * @typedef {{ kind: 'won' | 'lost' | 'refunded', multiplier: number | null, payout: bigint }} Outcome
 * @typedef {{ betId: string, multiplier?: number | null, payout: string }} Closed as in messages
 */

export class OwnBets {
  /** @type {Map<string, OwnBet>} */
  #bets = new Map();

  clear() {
    this.#bets.clear();
  }

  /**
   * @param {number} seat
   * @returns {OwnBet | null} the newest on that seat
   */
  on(seat) {
    /** @type {OwnBet | null} */
    let newest = null;
    for (const bet of this.#bets.values()) {
      if (bet.seat === seat && (newest === null || isLater(bet.roundId, newest.roundId))) newest = bet;
    }
    return newest;
  }

  /**
   * @param {Set<string>} ids of the bets that the ledger calls open
   * @returns {string[]} those that it has closed without our knowing how
   */
  unexplained(ids) {
    return this.open()
      .map(({ betId }) => betId)
      .filter((betId) => !ids.has(betId));
  }

  /** @returns {OwnBet[]} whose outcome is not known */
  open() {
    return [...this.#bets.values()].filter(({ outcome }) => outcome === null);
  }

  /** @param {any} bet as in messages */
  know({ betId, roundId, seat, stake, autoCashout }) {
    if (this.#bets.has(betId)) return;
    const bet = {
      betId,
      roundId,
      seat,
      stake: parseWei(stake),
      autoCashout: autoCashout ?? null,
      outcome: null,
    };
    this.#bets.set(betId, bet);
    const oldest = this.#bets.keys().next().value;
    if (this.#bets.size > MAX_OWN_BETS && oldest !== undefined) this.#bets.delete(oldest);
  }

  /**
   * What an entry of the account says about bets, whichever it was told in.
   * @param {{ cashout?: Closed | null, closes?: Closed[] | null }} entry
   */
  learn({ cashout, closes }) {
    for (const closed of closes ?? []) this.#close(closed, settledAs(closed));
    if (cashout) this.#close(cashout, 'won');
  }

  /**
   * @param {Closed} closed
   * @param {'won' | 'lost' | 'refunded'} kind
   */
  #close({ betId, multiplier, payout }, kind) {
    const bet = this.#bets.get(betId);
    if (bet) bet.outcome = { kind, multiplier: multiplier ?? null, payout: parseWei(payout) };
  }
}

/**
 * An auto cash-out pays 1.01× at the least, so a settlement at 1.00× is the stake of a void round.
 * @param {Closed} closed
 */
function settledAs({ multiplier, payout }) {
  if (parseWei(payout) === 0n) return 'lost';
  return multiplier === 100 ? 'refunded' : 'won';
}
