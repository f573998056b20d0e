/**
 * The players of the round: stake, cash-out and payout, own bets marked.
 * @module
 */

import { formatMultiplier } from '../lib/curve.js';
import { formatEther } from '../lib/wei.js';
import { avatar, find, hook, make, say, show, shortAddress } from './dom.js';

const MAX_ROWS = 120;
const PLACES = 4;

export class BoardView {
  #body = find('tbody', hook('players'));
  #empty = find('.board .empty');
  #totals = find('.board .totals');

  /**
   * @param {import('../lib/game.js').Game} game
   * @param {string | null} player who is signed in here
   */
  render(game, player) {
    const round = game.round;
    const all = round ? game.board.rows(round.roundId) : [];
    // A player looks for their own bets first.
    const rows = [
      ...all.filter((row) => row.player === player),
      ...all.filter((row) => row.player !== player),
    ];
    const over = round?.stage === 2 && !round.voided;
    this.#body.replaceChildren(
      ...rows.slice(0, MAX_ROWS).map((row) => rowOf(row, row.player === player, over)),
    );
    show(this.#empty, rows.length === 0);
    const total = rows.reduce((sum, { stake }) => sum + stake, 0n);
    const omitted = round ? game.board.omitted(round.roundId) : 0;
    const count =
      omitted > 0 ? `Largest ${rows.length} bets` : rows.length === 1 ? '1 bet' : `${rows.length} bets`;
    say(this.#totals, rows.length === 0 ? '' : `${count} · ${formatEther(total, PLACES)} ETH`);
  }
}

/**
 * @param {import('../lib/board.js').Row} row
 * @param {boolean} own
 * @param {boolean} over whether the round has crashed: what is open then is lost, or about to be paid
 */
function rowOf({ player, seat, stake, multiplier, payout, refunded }, own, over) {
  const won = payout !== null && payout > 0n && !refunded;
  const lost = payout === 0n || (over && payout === null);
  const state = won ? 'won' : lost ? 'lost' : refunded ? 'refunded' : 'open';
  const cell = refunded ? 'returned' : multiplier === null ? '–' : formatMultiplier(multiplier);
  const attributes = {
    'data-player': player,
    'data-seat': seat,
    'data-stake': stake,
    'data-multiplier': multiplier ?? '',
    'data-state': state,
    class: own ? 'own' : null,
  };
  return make(
    'tr',
    attributes,
    make('th', { scope: 'row', title: player }, avatar(player), own ? 'You' : shortAddress(player)),
    make('td', { title: `${formatEther(stake)} ETH` }, formatEther(stake, PLACES)),
    make('td', { class: 'multiplier' }, cell),
    make('td', { class: 'payout' }, won || refunded ? formatEther(payout ?? 0n, PLACES) : '–'),
  );
}
