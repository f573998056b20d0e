/**
 * One bet in the list.
 * @module
 */

import { avatar, make } from '../app/dom.js';
import { kickoffName } from './weeks.js';

export const STATUSES = ['open', 'won', 'lost', 'push', 'void'];

const PENDING = {
  create: 'Not sent yet',
  edit: 'Edit not sent yet',
  grade: 'Grade not sent yet',
  delete: 'Deletion not sent yet',
  conflict: 'Changed by somebody else: choose',
  refused: 'Refused: look why',
};

/**
 * @typedef {object} Hands what a row can do
 * @property {(bet: any, selected: boolean) => void} select
 * @property {(bet: any) => void} edit
 * @property {(bet: any) => void} history
 * @property {(bet: any) => void} resolve
 * @property {(bet: any, statuses: string[]) => void} grade
 *
 * @param {any} bet
 * @param {object} view
 * @param {boolean} view.selected
 * @param {boolean} view.own
 * @param {boolean} view.editable
 * @param {boolean} view.grading whether legs show their grading buttons
 * @param {Hands} hands
 * @returns {HTMLElement}
 */
export function betRow(bet, { selected, own, editable, grading }, hands) {
  const { bet_data: slip, payout_data: payout } = bet;
  const what = `${bet.user_name}: ${bet.away_team} at ${bet.home_team}`;
  return make(
    'li',
    {
      class: own ? 'bet own' : 'bet',
      'data-bet': bet.betId,
      'data-result': payout.result,
      'data-revision': bet.revision,
      'data-pending': bet.pending ?? null,
    },
    make(
      'div',
      { class: 'who' },
      make('input', {
        type: 'checkbox',
        'data-part': 'select',
        'aria-label': `Select ${what}`,
        checked: selected,
        onchange: (/** @type {Event} */ event) =>
          hands.select(bet, /** @type {HTMLInputElement} */ (event.target).checked),
      }),
      avatar(bet.player),
      make('b', {}, bet.user_name),
      slip.kind === 'straight'
        ? null
        : make('span', { class: 'kind' }, `${slip.kind} of ${slip.legs.length}`),
      make('span', { class: 'stake', 'data-part': 'stake' }, slip.stake),
      outcome(bet),
    ),
    make(
      'ol',
      { class: 'legs' },
      ...slip.legs.map((/** @type {any} */ leg, /** @type {number} */ at) =>
        legRow(bet, leg, at, grading, hands),
      ),
    ),
    slip.notes ? make('p', { class: 'notes', 'data-part': 'notes' }, slip.notes) : null,
    make(
      'div',
      { class: 'row-tools' },
      bet.pending ? pendingNote(bet, hands) : null,
      editable ? tool('Edit', 'edit', `Edit ${what}`, () => hands.edit(bet)) : null,
      bet.revision > 0 ? tool('History', 'history', `History of ${what}`, () => hands.history(bet)) : null,
    ),
  );
}

/**
 * @param {any} bet
 * @param {Hands} hands
 */
function pendingNote(bet, hands) {
  const text = PENDING[/** @type {keyof typeof PENDING} */ (bet.pending)];
  return bet.pending === 'conflict' || bet.pending === 'refused'
    ? make(
        'button',
        { type: 'button', class: 'warn', 'data-part': 'resolve', onclick: () => hands.resolve(bet) },
        text,
      )
    : make('span', { class: 'waiting' }, text);
}

/**
 * @param {string} text
 * @param {string} part
 * @param {string} label
 * @param {() => void} onclick
 */
function tool(text, part, label, onclick) {
  return make(
    'button',
    { type: 'button', class: 'link', 'data-part': part, 'aria-label': label, onclick },
    text,
  );
}

/** @param {any} bet */
function outcome({ payout_data: { result, profit, potential } }) {
  const text =
    result === 'open'
      ? potential
        ? `returns ${potential}`
        : 'open'
      : `${result} ${Number(profit) > 0 ? '+' : ''}${profit}`;
  return make('span', { class: 'outcome', 'data-part': 'outcome' }, text);
}

/**
 * @param {any} bet
 * @param {any} leg
 * @param {number} at
 * @param {boolean} grading
 * @param {Hands} hands
 */
function legRow(bet, leg, at, grading, hands) {
  const status = bet.bet_status[at];
  const pick = [leg.selection, leg.market, leg.line].filter(Boolean).join(' ');
  return make(
    'li',
    { class: 'leg-row', 'data-status': status },
    make('span', { class: 'league-name' }, leg.league),
    make('span', { class: 'teams' }, `${leg.away_team} @ ${leg.home_team}`),
    make('span', { class: 'pick' }, pick),
    make(
      'span',
      { class: 'odds', title: leg.closing_odds ? `closed at ${leg.closing_odds}` : null },
      leg.odds,
    ),
    make('time', { datetime: new Date(leg.kickoff).toISOString() }, kickoffName(leg.kickoff)),
    grading
      ? gradeButtons(bet, at, status, hands)
      : make('span', { class: 'status', 'data-part': 'status' }, status),
  );
}

/**
 * @param {any} bet
 * @param {number} at
 * @param {string} status
 * @param {Hands} hands
 */
function gradeButtons(bet, at, status, hands) {
  const buttons = STATUSES.map((word) =>
    make(
      'button',
      {
        type: 'button',
        'data-grade': word,
        'aria-pressed': String(word === status),
        onclick: () =>
          hands.grade(
            bet,
            bet.bet_status.map((/** @type {string} */ old, /** @type {number} */ leg) =>
              leg === at ? word : old,
            ),
          ),
      },
      word,
    ),
  );
  return make('span', { class: 'segments grade', role: 'group', 'aria-label': `Leg ${at + 1}` }, ...buttons);
}
