/**
 * The fields of a bet: its kind, its legs, its stake. Used to add one, and to change one.
 * @module
 */

import { find, make, show } from '../app/dom.js';
import { ODDS_PATTERN } from '../lib/odds.js';
import { fieldOf, instantOf } from './weeks.js';

const MAX_LEGS = 12;
const KINDS = { straight: 'Straight', parlay: 'Parlay', teaser: 'Teaser' };
// in this order: the first is complete with two teams and a price
const MARKETS = ['moneyline', 'spread', 'total', 'prop'];
/** What a teaser of 6 points usually pays for 2, 3, … legs. */
const TEASER = ['-120', '+160', '+260', '+400', '+600', '+900', '+1400', '+2000', '+3000', '+4500', '+6500'];
const STAKE = '[0-9]{1,7}(\\.[0-9]{1,2})? ?(u|units?|[A-Za-z]{3})?';

let forms = 0;

export class SlipForm {
  #form;
  #kind = 'straight';
  #legs = make('div', { class: 'legs' });
  #prefix = `slip-${(forms += 1)}`;
  /** @type {HTMLButtonElement[]} */
  #kinds;
  #addLeg = make('button', { type: 'button', class: 'link', 'data-part': 'add-leg' }, 'Add a leg');
  #stake;
  #points;
  #prices;
  #teaser;
  #notes;

  /** @param {HTMLFormElement} form that gets the fields; its buttons are the caller's */
  constructor(form) {
    this.#form = form;
    this.#kinds = Object.entries(KINDS).map(([kind, name]) =>
      make('button', { type: 'button', 'data-kind': kind, onclick: () => this.#become(kind) }, name),
    );
    this.#stake = this.#field('Stake', 'stake', {
      pattern: STAKE,
      required: true,
      title: '1.5, 2 units or 25.00 USD',
      value: '1 unit',
    });
    this.#points = this.#field('Points', 'points', { pattern: '[1-9][0-9]?(\\.5)?', value: '6' });
    this.#prices = this.#field('Odds for 2, 3, … legs', 'teaser_odds', {
      title: 'One price for each number of legs',
    });
    this.#teaser = make('div', { class: 'pair' }, this.#points, this.#prices);
    this.#notes = make('textarea', {
      maxlength: 500,
      rows: 1,
      'data-part': 'notes',
      'aria-label': 'Notes',
      placeholder: 'Notes',
    });
    this.#addLeg.addEventListener('click', () => this.#addOne());
    form.prepend(
      make('div', { class: 'segments', role: 'group', 'aria-label': 'Kind of bet' }, ...this.#kinds),
      this.#legs,
      this.#addLeg,
      this.#teaser,
      make('div', { class: 'pair' }, this.#stake, make('label', { class: 'line' }, 'Notes', this.#notes)),
    );
  }

  /**
   * Shows a bet, or the beginnings of one.
   * @param {any} slip
   */
  fill(slip) {
    this.#legs.replaceChildren(...slip.legs.map((/** @type {any} */ leg) => this.#leg(leg)));
    if (slip.stake) find('input', this.#stake).value = slip.stake;
    find('input', this.#points).value = slip.points ?? '6';
    this.#notes.value = slip.notes ?? '';
    this.#become(slip.kind);
    if (slip.teaser_odds) find('input', this.#prices).value = slip.teaser_odds.join(' ');
  }

  /** @returns {any} the bet, or null where a field is not filled in as it must be */
  read() {
    if (!this.#form.reportValidity()) return null;
    const notes = this.#notes.value.trim();
    return {
      kind: this.#kind,
      stake: find('input', this.#stake).value.trim(),
      legs: this.#fieldsets().map((leg) => readLeg(leg)),
      ...(notes ? { notes } : {}),
      ...(this.#kind === 'teaser'
        ? {
            points: find('input', this.#points).value.trim(),
            teaser_odds: find('input', this.#prices)
              .value.trim()
              .split(/[\s,]+/),
          }
        : {}),
    };
  }

  /** @returns {number | null} milliseconds; null while no leg has a kickoff */
  firstKickoff() {
    const kickoffs = this.#fieldsets().map((leg) => readLeg(leg).kickoff);
    return kickoffs.some(Number.isNaN) || kickoffs.length === 0 ? null : Math.min(...kickoffs);
  }

  /** The first field that somebody wants to write in. */
  focus() {
    find('[data-part="away_team"]', this.#form).focus();
  }

  /** @returns {HTMLElement[]} */
  #fieldsets() {
    return /** @type {HTMLElement[]} */ ([...this.#legs.children]);
  }

  /** @param {string} kind */
  #become(kind) {
    this.#kind = kind;
    for (const button of this.#kinds)
      button.setAttribute('aria-pressed', String(button.dataset.kind === kind));
    const least = kind === 'straight' ? 1 : 2;
    while (this.#legs.children.length < least) this.#addOne();
    while (kind === 'straight' && this.#legs.children.length > 1) this.#legs.lastElementChild?.remove();
    this.#arrange();
  }

  #addOne() {
    const last = this.#fieldsets().at(-1);
    const like = last ? readLeg(last) : { league: 'NFL', kickoff: Date.now() };
    this.#legs.append(this.#leg({ league: like.league, market: like.market, kickoff: like.kickoff }));
    this.#arrange();
  }

  #arrange() {
    const legs = this.#legs.children.length;
    const many = this.#kind !== 'straight';
    show(this.#addLeg, many && legs < MAX_LEGS);
    show(this.#teaser, this.#kind === 'teaser');
    find('input', this.#points).required = this.#kind === 'teaser';
    const prices = find('input', this.#prices);
    prices.required = this.#kind === 'teaser';
    prices.value = TEASER.slice(0, legs - 1).join(' ');
    for (const leg of this.#fieldsets()) show(find('[data-part="remove"]', leg), many && legs > 2);
  }

  /** @param {any} leg */
  #leg(leg) {
    const input = (/** @type {string} */ part, /** @type {string} */ name, /** @type {any} */ more = {}) =>
      this.#field(name, part, { value: leg[part] ?? '', maxlength: 48, ...more });
    const markets = MARKETS.includes(leg.market ?? MARKETS[0]) ? MARKETS : [leg.market, ...MARKETS];
    const market = make(
      'select',
      { 'data-part': 'market', onchange: () => requirePick(fieldset) },
      ...markets.map((name) => make('option', { value: name, selected: name === leg.market }, name)),
    );
    const remove = make(
      'button',
      {
        type: 'button',
        class: 'close',
        'data-part': 'remove',
        'aria-label': 'Remove this leg',
        onclick: () => {
          fieldset.remove();
          this.#arrange();
        },
      },
      '×',
    );
    const fieldset = make(
      'fieldset',
      { class: 'leg' },
      input('away_team', 'Away', { required: true }),
      input('home_team', 'Home', { required: true }),
      input('league', 'League', { required: true, maxlength: 24 }),
      make('label', { class: 'line' }, 'Market', market),
      input('selection', 'Pick'),
      input('line', 'Line', { maxlength: 12 }),
      input('odds', 'Odds', {
        required: true,
        pattern: ODDS_PATTERN,
        title: '+150, -110, 2.50 or 3/2',
        placeholder: '-110',
      }),
      input('kickoff', 'Kickoff', {
        type: 'datetime-local',
        required: true,
        value: fieldOf(leg.kickoff),
        'data-ms': String(leg.kickoff),
      }),
      remove,
    );
    requirePick(fieldset);
    return fieldset;
  }

  /**
   * @param {string} name
   * @param {string} part
   * @param {Record<string, any>} more
   */
  #field(name, part, more) {
    const id = `${this.#prefix}-${part}`;
    return make(
      'label',
      { class: `line for-${part}` },
      name,
      make('input', { 'data-part': part, name: id, spellcheck: 'false', ...more }),
    );
  }
}

/**
 * A spread and a total are nothing without a pick and a line.
 * @param {HTMLElement} fieldset
 */
function requirePick(fieldset) {
  const part = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement} */ (fieldset.querySelector(`[data-part="${name}"]`));
  const needed = ['spread', 'total'].includes(part('market').value);
  part('selection').required = needed;
  part('line').required = needed;
}

/** @param {HTMLElement} fieldset */
function readLeg(fieldset) {
  /** @type {Record<string, any>} */
  const leg = {};
  for (const field of fieldset.querySelectorAll('input, select')) {
    const { dataset, value } = /** @type {HTMLInputElement} */ (field);
    const text = value.trim();
    if (dataset.part === 'kickoff') leg.kickoff = instantOf(text, Number(dataset.ms));
    else if (text) leg[/** @type {string} */ (dataset.part)] = text;
  }
  return leg;
}
