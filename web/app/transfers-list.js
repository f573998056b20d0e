/**
 * One list of what came in and what goes out: what is on its way first, then what has ended.
 * @module
 */

import { isFinal } from '../lib/withdrawals.js';
import { formatEther } from '../lib/wei.js';
import { make, shortAddress } from './dom.js';
import { statusText } from './withdrawal-words.js';

const STATES = {
  seen: 'On its way',
  credited: 'Credited',
  orphaned: 'Gone: the chain took its block back',
  unattributed: 'Kept for you to claim',
  reversed: 'Taken back: it left the chain after it was credited',
};

/**
 * @param {import('../lib/client.js').FairfallClient} house
 * @param {(key: string) => void} claim what the player's own wallet sent
 * @returns {Node[]}
 */
export function transfersOf({ deposits, withdrawals }, claim) {
  const needed = deposits.place?.needed ?? 0;
  const coming = deposits.pending.map((one) => depositRow(one, needed, () => claim(one.key)));
  const come = deposits.ended.map((one) => depositRow(one, needed, () => claim(one.key)));
  const going = withdrawals.list.filter(({ status }) => !isFinal(status)).map(withdrawalRow);
  const gone = withdrawals.list.filter(({ status }) => isFinal(status)).map(withdrawalRow);
  const rows = [...going, ...coming, ...moreRow(deposits.morePending), ...gone, ...come];
  return [
    make('h3', {}, 'Your deposits and withdrawals'),
    rows.length === 0
      ? make('p', { class: 'muted' }, 'None yet. A deposit shows here with its first block.')
      : make('ul', { class: 'deposits' }, ...rows),
    withdrawals.next === null
      ? null
      : make(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-testid': 'more-withdrawals',
            onclick: () => withdrawals.more(),
          },
          'Older withdrawals',
        ),
  ].filter((node) => node !== null);
}

/**
 * How many deposits are on their way besides.
 * @param {number} more
 */
function moreRow(more) {
  return more === 0
    ? []
    : [make('li', { class: 'muted', 'data-testid': 'deposits-more' }, `and ${more} more on their way`)];
}

/** @param {import('../lib/withdrawals.js').Withdrawal} withdrawal */
function withdrawalRow(withdrawal) {
  const { withdrawalId, amount, status, hash, to, confirmations, needed } = withdrawal;
  const isConfirming = status === 'confirming';
  return make(
    'li',
    {
      'data-testid': 'withdrawal',
      'data-id': withdrawalId,
      'data-state': status,
      'data-wei': amount,
      'data-hash': hash,
      'data-confirmations': confirmations,
    },
    make('b', {}, make('span', { class: 'way', 'aria-hidden': 'true' }, '↑'), ` ${formatEther(amount)} ETH`),
    make(
      'code',
      { title: hash ?? `to ${to}` },
      hash === null ? `to ${shortAddress(to)}` : shortAddress(hash),
    ),
    make('span', { role: 'status' }, statusText(withdrawal)),
    isConfirming
      ? make('progress', { max: needed, value: Math.min(confirmations, needed), 'aria-hidden': 'true' })
      : null,
  );
}

/**
 * What became of one; of one that left the chain also how much of it is taken back by now.
 * @param {import('../lib/deposits.js').Deposit} deposit
 */
function ended({ state, amount, takenBack }) {
  return state === 'reversed' && takenBack !== null && takenBack < amount
    ? `It left the chain after it was credited: ${formatEther(takenBack)} ETH taken back, the rest when you have it`
    : STATES[/** @type {keyof typeof STATES} */ (state)];
}

/**
 * @param {import('../lib/deposits.js').Deposit} deposit
 * @param {number} needed
 * @param {() => void} claim
 */
function depositRow(deposit, needed, claim) {
  const { key, hash, amount, state } = deposit;
  const confirmations = Math.min(deposit.confirmations, needed);
  return make(
    'li',
    { 'data-testid': 'deposit', 'data-key': key, 'data-state': state, 'data-confirmations': confirmations },
    make('b', {}, make('span', { class: 'way', 'aria-hidden': 'true' }, '↓'), ` ${formatEther(amount)} ETH`),
    make('code', { title: hash }, shortAddress(hash)),
    make('span', { role: 'status' }, state === 'seen' ? `${confirmations} of ${needed}` : ended(deposit)),
    state === 'unattributed'
      ? make(
          'button',
          { type: 'button', class: 'quiet', 'data-testid': 'deposit-claim', onclick: claim },
          'Claim',
        )
      : null,
    state === 'seen' ? make('progress', { max: needed, value: confirmations, 'aria-hidden': 'true' }) : null,
  );
}
