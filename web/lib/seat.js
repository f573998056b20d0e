/**
 * What one of the two seats is doing, from what is known about the round, the bet and the clock.
 * A pure function, so that two windows that know the same show the same.
 * @module
 */

import { multiplierAt } from './curve.js';
import { fateOf, targetOf } from './target.js';

const ENDS = /** @type {const} */ ({ back: 'refunded', paid: 'settling', lost: 'lost', unknown: 'ended' });

/**
 * @typedef {'free' | 'placing' | 'placed' | 'flying' | 'cashing' | 'target' | 'settling'
 *   | 'ended' | 'won' | 'lost' | 'refunded'} Status
 *
 * `target`: the curve has passed where the bet is cashed out by itself; the ledger pays it when the
 * round ends. `settling`: it did, the round is over, and the payment is on its way from the ledger.
 * `ended`: the round is over, and what became of the bet is not known here.
 *
 * @typedef {object} SeatView
 * @property {Status} status
 * @property {import('./own-bets.js').OwnBet | null} bet
 * @property {number} target where it is cashed out by itself, as we know; infinite for nowhere
 * @property {boolean} busy whether this round's seat is taken, so that no bet can be placed on it
 */

/**
 * @param {import('./player.js').Player} player
 * @param {import('./game.js').Game} game
 * @param {number} seat 1 or 2
 * @param {number} now the server's milliseconds
 * @returns {SeatView}
 */
export function seatView(player, game, seat, now) {
  const bet = player.betOn(seat);
  if (player.placing.has(seat)) return { status: 'placing', bet, target: Infinity, busy: true };
  if (bet === null) return { status: 'free', bet, target: Infinity, busy: false };
  const terms = bet.roundId === game.round?.roundId ? game.round : (game.outcomeOf(bet.roundId) ?? {});
  const target = targetOf(bet, terms);
  const status = statusOf(bet, target, player, game, now);
  const inRound = bet.roundId === game.round?.roundId && game.round.stage < 2;
  return { status, bet, target, busy: inRound };
}

/**
 * @param {import('./own-bets.js').OwnBet} bet
 * @param {number} target
 * @param {import('./player.js').Player} player
 * @param {import('./game.js').Game} game
 * @param {number} now
 * @returns {Status}
 */
function statusOf(bet, target, player, game, now) {
  if (bet.outcome !== null) return bet.outcome.kind;
  if (player.cashing.has(bet.betId)) return 'cashing';
  const past = game.outcomeOf(bet.roundId);
  if (past !== null) {
    return ENDS[fateOf(bet, past)];
  }
  if (bet.roundId !== game.round?.roundId) return 'ended';
  if (game.phase(now) !== 'flying') return 'placed';
  const shown = multiplierAt(now - game.round.startsAt);
  return shown >= target ? 'target' : 'flying';
}
