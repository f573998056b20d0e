/**
 * What one of the two seats is doing, from what is known about the round, the bet and the clock.
 * A pure function, so that two windows that know the same show the same.
 * @module
 */

import { multiplierAt } from './curve.js';

/**
 * @typedef {'free' | 'placing' | 'placed' | 'flying' | 'cashing' | 'target' | 'settling'
 *   | 'won' | 'lost' | 'refunded'} Status
 *
 * `target`: the curve has passed the auto cash-out; the ledger pays it when the round ends.
 * `settling`: the round is over and the result is on its way from the ledger.
 *
 * @typedef {object} SeatView
 * @property {Status} status
 * @property {import('./own-bets.js').OwnBet | null} bet
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
  if (player.placing.has(seat)) return { status: 'placing', bet, busy: true };
  if (bet === null) return { status: 'free', bet, busy: false };
  const status = statusOf(bet, player, game, now);
  const inRound = bet.roundId === game.round?.roundId && game.round.stage < 2;
  return { status, bet, busy: inRound };
}

/**
 * @param {import('./own-bets.js').OwnBet} bet
 * @param {import('./player.js').Player} player
 * @param {import('./game.js').Game} game
 * @param {number} now
 * @returns {Status}
 */
function statusOf(bet, player, game, now) {
  if (bet.outcome !== null) return bet.outcome.kind;
  if (player.cashing.has(bet.betId)) return 'cashing';
  const past = game.outcomeOf(bet.roundId);
  if (past !== null) {
    if (past.voided) return 'refunded';
    return bet.autoCashout !== null && bet.autoCashout <= (past.crash ?? 0) ? 'settling' : 'lost';
  }
  if (bet.roundId !== game.round?.roundId) return 'settling';
  if (game.phase(now) !== 'flying') return 'placed';
  const shown = multiplierAt(now - game.round.startsAt);
  return bet.autoCashout !== null && shown >= bet.autoCashout ? 'target' : 'flying';
}
