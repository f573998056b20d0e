/**
 * What a player asks for before it is sent: judged here as far as it can be, so that what the house
 * would refuse anyway is said at once and next to the field.
 * @module
 */

import { isTooFine, MAX_AUTO_HUNDREDTHS, MIN_AUTO_HUNDREDTHS, parseMultiplier } from './curve.js';
import { formatEther, isTwoWays, parseEther } from './wei.js';

const PLACES = 6;

/**
 * @typedef {{ stake: bigint, autoCashout: number | null }} Wish stake in wei, target in hundredths
 *
 * @typedef {{ ok: true, wish: Wish } | { ok: false, field: 'stake' | 'auto', why: string }} Judged
 *
 * @typedef {object} Limits
 * @property {{ minStake: bigint, maxStake: bigint } | null} bounds of this player on this round
 * @property {bigint | null} available wei
 * @property {boolean} local whether there is play ether to be had
 */

/**
 * @param {string} stakeText
 * @param {string} autoText empty for none
 * @param {Limits} limits
 * @returns {Judged}
 */
export function validateBet(stakeText, autoText, { bounds, available, local }) {
  const stake = parseEther(stakeText);
  const auto = autoText.trim() === '' ? null : parseMultiplier(autoText);
  if (isTwoWays(stakeText)) {
    const [thousands, rest] = stakeText.trim().split(',');
    const one = rest === '000' ? thousands : `${thousands}.${rest}`;
    return refused(
      'stake',
      `${stakeText.trim()} can be read in two ways: write ${one} or ${thousands}${rest}.`,
    );
  }
  if (stake === null || stake === 0n) return refused('stake', 'Enter a stake like 0.05.');
  if (bounds && stake < bounds.minStake) {
    return refused('stake', `The smallest stake is ${formatEther(bounds.minStake)} ETH.`);
  }
  if (bounds && stake > bounds.maxStake) {
    return refused('stake', `The largest stake is ${formatEther(bounds.maxStake)} ETH.`);
  }
  if (available !== null && stake > available) {
    const help = local ? 'Get some play ether above.' : 'Lower the stake.';
    return refused('stake', `You have ${formatEther(available, PLACES)} ETH. ${help}`);
  }
  if (isTooFine(autoText)) return refused('auto', 'Auto cash-out has two decimals at most, like 2.34×.');
  if (auto !== null && auto > MAX_AUTO_HUNDREDTHS) {
    return refused('auto', 'Auto cash-out ends at 10,000,000×. Leave it empty for none.');
  }
  if (autoText.trim() !== '' && auto === null) {
    return refused('auto', 'Enter a multiplier like 2.50×, or leave it empty for none.');
  }
  if (autoText.trim() !== '' && (auto === null || auto < MIN_AUTO_HUNDREDTHS)) {
    return refused('auto', 'Auto cash-out starts at 1.01×. Leave it empty for none.');
  }
  return { ok: true, wish: { stake, autoCashout: auto } };
}

/**
 * @param {'stake' | 'auto'} field
 * @param {string} why
 * @returns {Judged}
 */
function refused(field, why) {
  return { ok: false, field, why };
}
