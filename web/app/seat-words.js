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

/**
 * The edge is that of the crash formula: a target is reached with a chance of 0.99 ÷ target.
 * @param {{ minStake: bigint, maxStake: bigint, maxProfit: bigint }} bounds of the round that is shown
 * @returns {string} what a bet may be, and bring
 */
export function boundsText({ minStake, maxStake, maxProfit }) {
  const stakes = `Stakes from ${formatEther(minStake, PLACES)} to ${ether(maxStake)}`;
  return `${stakes} · largest profit ${ether(maxProfit)} · house edge 1%`;
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
 * @param {number} target where it is cashed out by itself
 * @returns {[string, string]} tone and text
 */
export function resultText(status, bet, target) {
  if (bet === null) return ['', ''];
  const stake = ether(bet.stake);
  const own = target === bet.autoCashout;
  const at = Number.isFinite(target) ? formatMultiplier(target) : '';
  const auto = own ? `Auto cash-out at ${at}` : `Cashed out at ${at}, the most this round pays`;
  switch (status) {
    case 'won': {
      const { multiplier, payout } = /** @type {import('../lib/own-bets.js').Outcome} */ (bet.outcome);
      const where = multiplier === null ? '' : ` at ${formatMultiplier(multiplier)}`;
      return ['good', `Won +${ether(payout - bet.stake)}${where} · paid ${formatEther(payout, PLACES)}`];
    }
    case 'lost':
      return ['bad', `Lost −${stake}`];
    case 'refunded':
      return ['calm', `Round cancelled · ${stake} returned`];
    case 'target':
      return ['good', `${auto} – paid when the round ends`];
    case 'settling':
      return ['good', `${auto} – being paid…`];
    case 'ended':
      return ['calm', `The round is over · ${stake} waits for the ledger`];
    case 'flying':
      return ['calm', own ? auto : `${stake} in flight`];
    default:
      return ['', ''];
  }
}
