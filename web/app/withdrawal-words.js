/**
 * What to tell a player of a withdrawal.
 * @module
 */

import { formatEther, parseWei } from '../lib/wei.js';
import { instant } from './limits-words.js';
import { explain } from './messages.js';

/** @type {Record<string, string>} */
const HOLDS = {
  held: 'Waiting',
  approval: 'Waiting for two people of the house to approve it',
  after_deposit: 'Waiting, since you deposited shortly before,',
  day_limit: 'Waiting, since you have withdrawn the most for 24 hours,',
  month_limit: 'Waiting, since you have withdrawn the most for 30 days,',
  many_withdrawals: 'Waiting, since you have asked for very many withdrawals,',
  withdrawals_paused: 'Waiting: the house has paused payments',
  hot_wallet_low: 'Waiting: the house is refilling the wallet that pays',
  fee_budget: 'Waiting: the network is too busy just now',
  indexer_halted: 'Waiting: the house is checking the chain',
  audit_differs: 'Waiting: the house is checking its books',
  foreign_nonce: 'Waiting: the house is checking its wallet',
  unknown: 'Waiting: the chain does not answer just now',
  cancelling: 'The house is calling it back',
};

/** @type {Record<string, string>} */
const REFUNDS = {
  denied: 'the house said no',
  reverted: 'the contract at your address did not take it',
  cancelled: 'the house called it back',
};

/** @type {Record<string, string>} */
const REFUSALS = {
  INSUFFICIENT_FUNDS: 'You have not so much available. Stakes in play are not available.',
  VERSION_CONFLICT: 'Your balance has changed meanwhile. Look at it and confirm again.',
  PAUSED: 'The house takes no withdrawals for the moment. Your balance is safe; try again later.',
  NO_WALLET: 'Withdrawals go to the wallet that you sign in with. Sign in with it first.',
};

/**
 * @param {import('../lib/withdrawals.js').Withdrawal} withdrawal
 * @returns {string}
 */
export function statusText({ status, reason, until, confirmations, needed }) {
  switch (status) {
    case 'requested':
      return 'Requested';
    case 'held':
      return `${HOLDS[reason ?? ''] ?? 'Waiting'}${until === null ? '' : ` until ${instant(until)}`}`;
    case 'queued':
      return 'Next to be sent';
    case 'sent':
      return 'Sent, not in a block yet';
    case 'confirming':
      return `${Math.min(confirmations, needed)} of ${needed}`;
    case 'paid':
      return 'Paid';
    case 'refunded':
      return `Back in your balance: ${REFUNDS[reason ?? ''] ?? (reason || 'it could not be paid')}`;
  }
}

/**
 * @param {'malformed' | 'small' | 'large' | 'much'} why
 * @param {{ available: bigint, minimum: bigint, maximum: bigint | null }} bounds
 * @returns {string}
 */
export function amountText(why, { available, minimum, maximum }) {
  if (why === 'large' && maximum !== null) return largestText(maximum);
  if (why === 'small') return `The smallest withdrawal is ${formatEther(minimum)} ETH.`;
  if (why === 'much') return `You have ${formatEther(available)} ETH available.`;
  return 'Enter an amount of ether, like 0.5.';
}

/** @param {bigint} maximum wei */
function largestText(maximum) {
  return `The largest withdrawal is ${formatEther(maximum)} ETH. Take the rest later.`;
}

/**
 * Blocks come every twelve seconds or so.
 * @param {number} needed confirmations
 * @returns {string}
 */
export function arrivalText(needed) {
  const minutes = Math.ceil((needed * 12) / 60);
  const time = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `Usually within ${time} of being sent: it is final after ${needed} ${needed === 1 ? 'block' : 'blocks'}.`;
}

/**
 * @param {import('../lib/api.js').Problem} problem
 * @returns {string}
 */
export function explainWithdrawal(problem) {
  if (problem.code === 'WITHDRAWAL_TOO_SMALL' && problem.minimum !== undefined) {
    return `The smallest withdrawal is ${formatEther(parseWei(problem.minimum))} ETH.`;
  }
  if (problem.code === 'WITHDRAWAL_TOO_LARGE' && problem.maximum !== undefined) {
    return largestText(parseWei(problem.maximum));
  }
  if (problem.unknown && problem.code !== 'UNAUTHENTICATED') {
    return 'The house did not answer, so it may have happened. Ask for the same amount again: it happens once.';
  }
  return REFUSALS[problem.code] ?? explain(problem);
}
