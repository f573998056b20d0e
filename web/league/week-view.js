/**
 * The list of a week: filters, selection, and what can be done with what is selected.
 * @module
 */

import { hook, make, say, show } from '../app/dom.js';
import { betRow, isLeaving, isTorn, STATUSES } from './bet-row.js';
import { keepOddsFormat, oddsFormat } from './odds-format.js';

/**
 * @typedef {object} Shown
 * @property {any[] | null} bets null until anything is known
 * @property {any} me
 * @property {string} note what is to be said above the list, or empty
 * @property {number} choices that somebody has to make, in this week or another
 *
 * @typedef {import('./bet-row.js').Hands & {
 *   gradeAll: (bets: any[], status: string) => void,
 *   deleteAll: (bets: any[]) => void,
 *   keep: (bet: any) => void,
 *   findChoice: () => void,
 * }} Hands
 */
export class WeekView {
  #hands;
  #list = hook('bets');
  #empty = hook('empty');
  #bulk = hook('bulk');
  #line = hook('state-line');
  #note = make('span', {});
  #toChoose = make(
    'button',
    { type: 'button', class: 'link', 'data-testid': 'to-choose', onclick: () => this.#showChoice() },
    'Show',
  );
  #text = hook('filter-text');
  #member = hook('filter-member');
  #result = hook('filter-result');
  #odds = hook('odds-format');
  #grading = hook('grading');
  /** @type {Set<string>} */
  #selected = new Set();
  /** @type {Map<string, { drawn: string, element: HTMLElement }>} */
  #rows = new Map();
  /** @type {Shown} */
  #shown = { bets: null, me: null, note: '', choices: 0 };
  /** Somebody is on the way to a choice in another week. */
  #seeksChoice = false;

  /**
   * @param {Storage} storage of the browser
   * @param {Omit<Hands, 'select'>} hands
   */
  constructor(storage, hands) {
    this.#hands = {
      ...hands,
      select: (/** @type {any} */ bet, /** @type {boolean} */ on) => this.#select(bet, on),
    };
    this.#line.replaceChildren(this.#note, ' ', this.#toChoose);
    this.#odds.value = oddsFormat(storage);
    this.#odds.addEventListener('input', () => keepOddsFormat(storage, this.#odds.value));
    for (const field of [this.#text, this.#member, this.#result, this.#odds]) {
      field.addEventListener('input', () => this.render(this.#shown));
    }
    this.#text.form.addEventListener('submit', (/** @type {Event} */ event) => event.preventDefault());
    this.#grading.addEventListener('click', () => {
      this.#grading.setAttribute('aria-pressed', String(!this.#isGrading));
      this.render(this.#shown);
    });
  }

  /** Another week, or another pool. */
  clear() {
    this.#selected.clear();
    this.#rows.clear();
    this.#seeksChoice = false;
    this.#list.replaceChildren();
  }

  /** Where somebody has to choose may be far down the list, behind a filter, or in another week. */
  #showChoice() {
    for (const field of [this.#text, this.#member, this.#result]) field.value = '';
    const isHere = this.#shown.bets?.some(isTorn);
    if (!isHere) this.#hands.findChoice();
    this.#seeksChoice = true;
    if (isHere) this.render(this.#shown);
  }

  #lookForChoice() {
    const choice = this.#list.querySelector('[data-part="resolve"]');
    if (!this.#seeksChoice || choice === null) return;
    this.#seeksChoice = false;
    choice.scrollIntoView({ block: 'center' });
    choice.focus();
  }

  focusSearch() {
    this.#text.focus();
  }

  get #isGrading() {
    return this.#grading.getAttribute('aria-pressed') === 'true' && !this.#grading.hidden;
  }

  /** @param {Shown} shown */
  render(shown) {
    this.#shown = shown;
    const { bets, me, note, choices } = shown;
    const grades = me !== null && (me.role === 'owner' || me.role === 'grader');
    show(this.#grading, grades);
    show(this.#line, note !== '');
    say(this.#note, note);
    show(this.#toChoose, choices > 0);
    this.#offerMembers(bets ?? []);
    const seen = (bets ?? []).filter((bet) => this.#passes(bet));
    for (const betId of this.#selected) {
      if (!seen.some((bet) => bet.betId === betId && !isLeaving(bet))) this.#selected.delete(betId);
    }
    this.#draw(seen, me, grades);
    this.#drawBulk(seen, me, grades);
    show(this.#empty, seen.length === 0);
    say(this.#empty, emptyWords(bets, this.#isFiltered));
    this.#lookForChoice();
  }

  get #isFiltered() {
    return Boolean(this.#text.value || this.#member.value || this.#result.value);
  }

  /**
   * @param {any[]} seen
   * @param {any} me
   * @param {boolean} grades
   */
  #draw(seen, me, grades) {
    const rows = new Map();
    const elements = seen.map((bet) => {
      const own = bet.player === me?.player;
      const view = {
        selected: me === null || me.role === 'viewer' ? null : this.#selected.has(bet.betId),
        own,
        editable: me !== null && me.role !== 'viewer' && (grades || own) && !isLeaving(bet) && !isTorn(bet),
        grading: this.#isGrading && !isTorn(bet) && !isLeaving(bet),
        format: this.#odds.value,
      };
      const drawn = JSON.stringify([bet, view]);
      const before = this.#rows.get(bet.betId);
      const row = before?.drawn === drawn ? before : { drawn, element: betRow(bet, view, this.#hands) };
      if (before && row !== before) keepFocus(before.element, row.element);
      rows.set(bet.betId, row);
      return row.element;
    });
    this.#rows = rows;
    place(this.#list, elements);
  }

  /**
   * @param {any[]} seen
   * @param {any} me
   * @param {boolean} grades
   */
  #drawBulk(seen, me, grades) {
    const chosen = seen.filter((bet) => this.#selected.has(bet.betId));
    show(this.#bulk, chosen.length > 0);
    const deletable = me !== null && chosen.every((bet) => grades || bet.player === me.player);
    const drawn = JSON.stringify([chosen.length, grades, deletable, seen.length]);
    if (this.#bulk.dataset.drawn === drawn) return;
    this.#bulk.dataset.drawn = drawn;
    const now = () => this.#chosen();
    const button = (
      /** @type {string} */ text,
      /** @type {string} */ id,
      /** @type {() => void} */ onclick,
    ) => make('button', { type: 'button', class: 'quiet', 'data-testid': id, onclick }, text);
    this.#bulk.replaceChildren(
      make('b', { 'data-part': 'count' }, `${chosen.length} selected`),
      ...(grades
        ? STATUSES.map((word) => button(word, `bulk-${word}`, () => this.#hands.gradeAll(now(), word)))
        : []),
      button(`Select all ${seen.length}`, 'bulk-all', () => this.#selectAll(seen)),
      button('Clear', 'bulk-clear', () => this.#selectAll([])),
      ...(deletable
        ? [button(`Delete ${chosen.length}`, 'bulk-delete', () => this.#hands.deleteAll(now()))]
        : []),
    );
  }

  #chosen() {
    return (this.#shown.bets ?? []).filter((bet) => this.#selected.has(bet.betId));
  }

  /** @param {any[]} bets */
  #selectAll(bets) {
    // what is being deleted is not to be graded as well: render leaves it out
    this.#selected = new Set(bets.map((bet) => bet.betId));
    this.render(this.#shown);
  }

  /**
   * @param {any} bet
   * @param {boolean} on
   */
  #select(bet, on) {
    if (on) this.#selected.add(bet.betId);
    else this.#selected.delete(bet.betId);
    this.render(this.#shown);
  }

  /** @param {any} bet */
  #passes(bet) {
    const words = this.#text.value.trim().toLowerCase().split(/\s+/);
    const { legs, notes = '', kind } = bet.bet_data;
    const text = [
      bet.user_name,
      kind,
      notes,
      ...legs.map(
        (/** @type {any} */ leg) =>
          `${leg.league} ${leg.away_team} ${leg.home_team} ${leg.market} ${leg.selection ?? ''}`,
      ),
    ]
      .join(' ')
      .toLowerCase();
    return (
      words.every((/** @type {string} */ word) => text.includes(word)) &&
      (!this.#member.value || bet.player === this.#member.value) &&
      (!this.#result.value || bet.payout_data.result === this.#result.value)
    );
  }

  /** @param {any[]} bets */
  #offerMembers(bets) {
    const members = new Map(bets.map((bet) => [bet.player, bet.user_name]));
    const offered = JSON.stringify([...members]);
    if (this.#member.dataset.offered === offered) return;
    this.#member.dataset.offered = offered;
    const chosen = this.#member.value;
    this.#member.replaceChildren(
      make('option', { value: '' }, 'Everybody'),
      ...[...members].map(([player, name]) =>
        make('option', { value: player, selected: player === chosen }, name),
      ),
    );
  }
}

/**
 * @param {any[] | null} bets
 * @param {boolean} isFiltered
 */
function emptyWords(bets, isFiltered) {
  if (bets === null) return 'Fetching the week…';
  return isFiltered && bets.length > 0 ? 'No bet passes the filters.' : 'No bets in this week yet.';
}

/**
 * Puts elements into a list in an order, and moves none that stands right: focus stays where it is.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} elements
 */
function place(list, elements) {
  for (const child of [...list.children]) {
    if (!elements.includes(/** @type {HTMLElement} */ (child))) child.remove();
  }
  elements.forEach((element, at) => {
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
  });
}

/**
 * A row that is drawn anew while somebody uses it keeps the focus on the same button, and what is half
 * written stays.
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
function keepFocus(before, after) {
  const { activeElement } = document;
  if (activeElement === null || !before.contains(activeElement)) return;
  // by name, and not by place: a bet on its way has fewer buttons than one that has arrived
  const part = activeElement.getAttribute('data-part');
  const alike = part === null ? 'button, input' : `[data-part="${part}"]`;
  const at = [...before.querySelectorAll(alike)].indexOf(activeElement);
  const same = /** @type {any} */ (after.querySelectorAll(alike)[at]);
  if (same === undefined) return;
  if (same.type === 'text') same.value = /** @type {HTMLInputElement} */ (activeElement).value;
  queueMicrotask(() => same.focus());
}
