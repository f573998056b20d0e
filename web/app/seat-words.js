/**
 * What a seat says: amounts, and how its bet stands or ended.
 * @module
 */

import { formatMultiplier } from '../lib/curve.js';
import { formatEther } from '../lib/wei.js';

const PLACES = 6;
const RUNNING_PLACES = 5;

/**
 * @param {bigint} wei
 * @returns {string} like "0.25 ETH"
 */
export function ether(wei) {
  return `${formatEther(wei, PLACES)} ETH`;
}

/** @param {import('../lib/own-bets.js').OwnBet | null} bet */
export function placedText(bet) {
  if (bet === null) return '';
  const auto = bet.autoCashout ? ` · auto ${formatMultiplier(bet.autoCashout)}` : '';
  return `${ether(bet.stake)}${auto}`;
}

/**
 * @param {bigint} stake
 * @returns {string} the notice of a bet that the ledger has, like "Bet placed: 0.01 ETH"
 */
export function placedNotice(stake) {
  return `Bet placed: ${ether(stake)}`;
}

/**
 * A running amount keeps its width: always the same number of places.
 * @param {bigint} wei
 */
export function runningEther(wei) {
  const [whole, fraction = ''] = formatEther(wei, RUNNING_PLACES).split('.');
  return `${whole}.${fraction.padEnd(RUNNING_PLACES, '0').slice(0, RUNNING_PLACES)} ETH`;
}

/**
 * @param {import('../lib/seat.js').Status} status
 * @param {import('../lib/own-bets.js').OwnBet | null} bet
 * @returns {[string, string]} tone and text
 */
export function resultText(status, bet) {
  if (bet === null) return ['', ''];
  const stake = ether(bet.stake);
  const auto = formatMultiplier(bet.autoCashout ?? 100);
  switch (status) {
    case 'won': {
      const { multiplier, payout } = /** @type {import('../lib/own-bets.js').Outcome} */ (bet.outcome);
      const at = multiplier === null ? '' : ` at ${formatMultiplier(multiplier)}`;
      return ['good', `Won +${ether(payout - bet.stake)}${at} · paid ${formatEther(payout, PLACES)}`];
    }
    case 'lost':
      return ['bad', `Lost −${stake}`];
    case 'refunded':
      return ['calm', `Round cancelled · ${stake} returned`];
    case 'target':
      return ['good', `Auto cash-out at ${auto} – paid when the round ends`];
    case 'settling':
      return ['good', `Auto cash-out at ${auto} – being paid…`];
    case 'flying':
      return ['calm', bet.autoCashout ? `Auto cash-out at ${auto}` : `${stake} in flight`];
    default:
      return ['', ''];
  }
}
