/**
 * One bet in the list.
 * @module
 */

import { avatar, make } from '../app/dom.js';
import { compareOdds, ODDS_PATTERN, oddsIn, parseOdds } from '../lib/odds.js';
import { kickoffName } from './weeks.js';

export const STATUSES = ['open', 'won', 'lost', 'push', 'void'];

const PENDING = {
  create: 'Not sent yet',
  edit: 'Edit not sent yet',
  grade: 'Grade not sent yet',
  delete: 'Deletion not sent yet',
  leaving: 'Deleted in ten seconds: undo',
  conflict: 'Changed by somebody else: choose',
  gone: 'Deleted by somebody else: choose',
  refused: 'Refused: look why',
};

/**
 * @typedef {object} Hands what a row can do
 * @property {(bet: any, selected: boolean) => void} select
 * @property {(bet: any) => void} edit
 * @property {(bet: any) => void} history
 * @property {(bet: any) => void} resolve
 * @property {(bet: any) => void} keep what was to be deleted
 * @property {(bet: any, statuses: string[]) => void} grade
 * @property {(bet: any, closing: string[]) => void} close notes the legs' closing prices
 *
 * @param {any} bet
 * @param {object} view
 * @param {boolean | null} view.selected null for whom there is nothing to do with a selection
 * @param {boolean} view.own
 * @param {boolean} view.editable
 * @param {boolean} view.grading whether legs show their grading buttons
 * @param {import('../lib/odds.js').OddsFormat | ''} view.format of prices; empty for as they were written
 * @param {Hands} hands
 * @returns {HTMLElement}
 */
export function betRow(bet, { selected, own, editable, grading, format }, hands) {
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
      selected === null
        ? null
        : make('input', {
            type: 'checkbox',
            'data-part': 'select',
            'aria-label': `Select ${what}`,
            checked: selected,
            disabled: isLeaving(bet),
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
        legRow(bet, at, { grading, format }, hands),
      ),
    ),
    make(
      'div',
      { class: 'row-tools' },
      slip.notes ? make('p', { class: 'notes', 'data-part': 'notes' }, slip.notes) : null,
      bet.pending ? pendingNote(bet, hands) : null,
      editable ? tool('Edit', 'edit', `Edit ${what}`, () => hands.edit(bet)) : null,
      bet.revision > 0 ? tool('History', 'history', `History of ${what}`, () => hands.history(bet)) : null,
    ),
  );
}

/** @param {any} bet that is deleted, or about to be */
export function isLeaving({ pending }) {
  return pending === 'delete' || pending === 'leaving';
}

/** @param {any} bet about which somebody has to choose */
export function isTorn({ pending }) {
  return ['conflict', 'gone', 'refused'].includes(pending);
}

/**
 * @param {any} bet
 * @param {Hands} hands
 */
function pendingNote(bet, hands) {
  const text = PENDING[/** @type {keyof typeof PENDING} */ (bet.pending)];
  if (bet.pending === 'leaving') {
    const undo = { type: 'button', class: 'warn', 'data-part': 'undo', onclick: () => hands.keep(bet) };
    return make('button', undo, text);
  }
  return isTorn(bet)
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
 * @param {number} at
 * @param {{ grading: boolean, format: import('../lib/odds.js').OddsFormat | '' }} view
 * @param {Hands} hands
 */
function legRow(bet, at, { grading, format }, hands) {
  const leg = bet.bet_data.legs[at];
  const status = bet.bet_status[at];
  const pick = [leg.selection, leg.market, leg.line].filter(Boolean).join(' ');
  return make(
    'li',
    { class: grading ? 'leg-row graded' : 'leg-row', 'data-status': status },
    make('span', { class: 'league-name' }, leg.league),
    make('span', { class: 'teams' }, `${leg.away_team} @ ${leg.home_team}`),
    make('span', { class: 'pick' }, pick),
    make(
      'span',
      { class: 'odds' },
      price(leg.odds, format),
      leg.closing_odds && !grading ? closedAt(leg, format) : null,
    ),
    make(
      'time',
      { datetime: new Date(leg.kickoff).toISOString(), 'data-league': leg.league },
      kickoffName(leg.kickoff),
    ),
    grading
      ? make('span', { class: 'grading' }, gradeButtons(bet, at, status, hands), closingField(bet, at, hands))
      : make('span', { class: 'status', 'data-part': 'status' }, status),
  );
}

/**
 * @param {string} text as it was written, which is said where it is shown otherwise
 * @param {import('../lib/odds.js').OddsFormat | ''} format
 */
function price(text, format) {
  const shown = oddsIn(text, format);
  return make('span', { 'data-part': 'odds', title: shown === text ? null : `written as ${text}` }, shown);
}

/**
 * @param {any} leg
 * @param {import('../lib/odds.js').OddsFormat | ''} format
 */
function closedAt({ odds, closing_odds: closing }, format) {
  const beat = compareOdds(odds, closing);
  const words = ['worse than', 'the same as', 'better than'][beat + 1];
  return make(
    'small',
    {
      class: beat > 0 ? 'up' : beat < 0 ? 'down' : null,
      'data-part': 'closed',
      title: `The price taken was ${words} the closing price`,
    },
    `closed ${oddsIn(closing, format)}`,
  );
}

/**
 * The last price before kickoff, as a grader notes it.
 * @param {any} bet
 * @param {number} at
 * @param {Hands} hands
 */
function closingField(bet, at, hands) {
  const closing = bet.bet_data.legs.map((/** @type {any} */ leg) => leg.closing_odds ?? '');
  const field = make('input', {
    'data-part': 'closing_odds',
    'aria-label': `Closing odds of leg ${at + 1}`,
    title: 'The last price before kickoff',
    placeholder: 'closed at',
    pattern: ODDS_PATTERN,
    maxlength: 12,
    spellcheck: 'false',
    autocomplete: 'off',
    value: closing[at],
    onchange: () => {
      const text = field.value.trim();
      field.setCustomValidity(text === '' || parseOdds(text) ? '' : 'A price like -110, 1.91 or 10/11');
      if (!field.reportValidity() || text === closing[at]) return;
      hands.close(bet, closing.with(at, text));
    },
    oninput: () => field.setCustomValidity(''),
  });
  return field;
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
