/**
 * Where a player sees that their balance adds up.
 * @module
 */

import { readBooks } from '../lib/books.js';
import { formatEther } from '../lib/wei.js';
import { make } from './dom.js';
import { explain } from './messages.js';

const CREDITS = [
  ['deposits', 'Deposits'],
  ['openings', 'Brought along'],
  ['refunds', 'Withdrawals that came back'],
  ['adjustments', 'Given by the house'],
  ['won', 'Won'],
];
const DEBITS = [
  ['withdrawals', 'Withdrawals'],
  ['adjustments', 'Taken back by the house'],
  ['lost', 'Lost'],
];

/**
 * @param {import('../lib/api.js').Api} api
 * @returns {HTMLElement} it fills itself when the house has answered
 */
export function booksOf(api) {
  const box = make('div', { class: 'books', 'data-testid': 'books', role: 'status' });
  box.append(make('p', { class: 'muted' }, 'Adding up your balance…'));
  readBooks(api).then((answer) => {
    if (answer.ok) box.replaceChildren(...figures(answer.value));
    else box.replaceChildren(make('p', { class: 'complaint' }, explain(answer.problem)));
    box.setAttribute('data-result', answer.ok && answer.value.matches ? 'ok' : 'bad');
  });
  return box;
}

/** @param {import('../lib/books.js').Books} books */
function figures(books) {
  const rows = [
    ...CREDITS.map(([name, label]) => row(label, books.credits[name], '+')),
    ...DEBITS.map(([name, label]) => row(label, books.debits[name], '−')),
    row('In play', books.openStakes, '−'),
  ];
  return [
    make('h3', {}, 'Your books'),
    make(
      'dl',
      {},
      ...rows.flat(),
      make('dt', { class: 'sum' }, 'That leaves'),
      make('dd', { class: 'sum' }, `${formatEther(books.calculated)} ETH`),
      make('dt', {}, 'Your balance'),
      make('dd', {}, `${formatEther(books.stored)} ETH`),
    ),
    make('p', { class: books.matches ? 'check good' : 'check bad' }, verdict(books)),
  ];
}

/** @param {import('../lib/books.js').Books} books */
function verdict({ matches, complete, entries }) {
  const over = `${entries.toLocaleString('en')} ${entries === 1 ? 'entry' : 'entries'}`;
  if (!matches) return `Your balance does not add up over ${over}. Please tell the house.`;
  return complete ? `Your balance adds up, over ${over}.` : `Your balance adds up, over the first ${over}.`;
}

/**
 * @param {string} label
 * @param {bigint | undefined} wei
 * @param {string} sign
 * @returns {HTMLElement[]} nothing where there is nothing to tell
 */
function row(label, wei, sign) {
  if (wei === undefined || wei === 0n) return [];
  return [make('dt', {}, label), make('dd', {}, `${sign} ${formatEther(wei)} ETH`)];
}
