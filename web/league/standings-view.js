/**
 * Who stands where, in the week that is shown and over all weeks.
 * @module
 */

import { find, hook, make } from '../app/dom.js';
import { chartOf, COLOURS } from './chart.js';

const AFTER_NEWS_MS = 700;
const CLOSE = 'Close';

export class StandingsView {
  #house;
  #root = hook('standings');
  #week = hook('standings-week');
  #season = hook('standings-season');
  #isSeason = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {any} */
  #answer = null;
  #pool = '';
  #weekKey = '';
  /** The tables of weeks that are older than those of the answer, as they were asked for. @type {Map<string, any[]>} */
  #older = new Map();

  /** @param {import('../lib/client.js').FairfallClient} house */
  constructor(house) {
    this.#house = house;
    this.#week.addEventListener('click', () => this.#turn(false));
    this.#season.addEventListener('click', () => this.#turn(true));
  }

  /**
   * @param {string} pool
   * @param {string} weekKey
   */
  show(pool, weekKey) {
    if (pool !== this.#pool) {
      this.#answer = null;
      this.#older.clear();
    }
    this.#pool = pool;
    this.#weekKey = weekKey;
    this.#draw();
    this.refresh();
  }

  /** Something has changed; many changes in a moment are one question. */
  refresh() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), AFTER_NEWS_MS);
  }

  async #fetch() {
    const pool = this.#pool;
    const answer = await this.#house.api.get(`/v1/pools/${encodeURIComponent(pool)}/standings`);
    if (!answer.ok || pool !== this.#pool) return;
    this.#answer = answer.value;
    this.#older.clear();
    this.#draw();
  }

  /** Asks for the table of a week that is older than those of the answer. */
  async #fetchOlder() {
    const pool = this.#pool;
    const key = this.#weekKey;
    const range = `from=${key}&to=${key}`;
    const answer = await this.#house.api.get(`/v1/pools/${encodeURIComponent(pool)}/standings?${range}`);
    if (!answer.ok || pool !== this.#pool) return;
    this.#older.set(key, answer.value.weeks[0]?.rows ?? []);
    if (key === this.#weekKey) this.#draw();
  }

  /** @param {boolean} isSeason */
  #turn(isSeason) {
    this.#isSeason = isSeason;
    this.#week.setAttribute('aria-pressed', String(!isSeason));
    this.#season.setAttribute('aria-pressed', String(isSeason));
    this.#draw();
  }

  #draw() {
    const chart = find('[data-part="chart"]', this.#root);
    const rows = find('[data-part="rows"]', this.#root);
    if (this.#answer === null) {
      chart.replaceChildren();
      rows.replaceChildren(make('p', { class: 'muted' }, 'Not known yet.'));
      return;
    }
    const { season, weeks, truncated } = this.#answer;
    const first = truncated ? weeks[0].weekKey : '';
    const isOlder = this.#weekKey < first && !this.#isSeason;
    if (isOlder && !this.#older.has(this.#weekKey)) {
      chart.replaceChildren();
      rows.replaceChildren(make('p', { class: 'muted' }, 'Not known yet.'));
      this.#fetchOlder();
      return;
    }
    const week = weeks.find((/** @type {any} */ one) => one.weekKey === this.#weekKey);
    const ofWeek = isOlder ? this.#older.get(this.#weekKey) : week?.rows;
    const table = this.#isSeason ? season : (ofWeek ?? []);
    const members = season.map((/** @type {any} */ row) => nameOf(row));
    rows.replaceChildren(
      table.length > 0 ? tableOf(table, members) : make('p', { class: 'muted' }, 'No bets yet.'),
      truncated && this.#isSeason
        ? make('p', { class: 'muted', 'data-part': 'since' }, `From the week of ${first} on.`)
        : '',
    );
    chart.replaceChildren(
      ...(season.some((/** @type {any} */ row) => row.won + row.lost > 0)
        ? [chartOf(linesOf(season, weeks), ['', ...weeks.map((/** @type {any} */ one) => one.weekKey)])]
        : []),
    );
  }
}

/** @param {any} row */
function nameOf({ user_name, currency }) {
  return currency === 'units' ? user_name : `${user_name} (${currency})`;
}

/**
 * The sum of each member's profit, from nothing on.
 * @param {any[]} season
 * @param {any[]} weeks
 */
function linesOf(season, weeks) {
  return season.map((row) => {
    let sum = 0;
    const values = weeks.map(({ rows }) => {
      const own = rows.find(
        (/** @type {any} */ one) => one.player === row.player && one.currency === row.currency,
      );
      return (sum += Number(own?.profit ?? 0));
    });
    return { name: nameOf(row), values: [0, ...values] };
  });
}

/**
 * @param {any[]} rows
 * @param {string[]} members in the order of the chart's colours
 */
function tableOf(rows, members) {
  const closes = rows.some((row) => row.beat + row.missed + row.level > 0);
  const heads = ['Member', 'W–L–P', 'Profit', 'ROI', 'Streak', ...(closes ? [CLOSE] : [])];
  return make(
    'table',
    { 'data-testid': 'standings-table' },
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        ...heads.map((text) =>
          make(
            'th',
            {
              scope: 'col',
              title: text === CLOSE ? 'Prices taken that beat the closing price, and that did not' : null,
            },
            text,
          ),
        ),
      ),
    ),
    make('tbody', {}, ...rows.map((row) => rowOf(row, members.indexOf(nameOf(row)) % COLOURS, closes))),
  );
}

/**
 * @param {any} row
 * @param {number} colour
 * @param {boolean} closes whether there is a column for closing prices
 */
function rowOf(row, colour, closes) {
  const good = Number(row.profit) > 0;
  return make(
    'tr',
    { 'data-member': row.user_name },
    make(
      'th',
      { scope: 'row' },
      make('i', { class: `key line-${colour}`, 'aria-hidden': 'true' }),
      nameOf(row),
    ),
    make('td', {}, `${row.won}–${row.lost}–${row.pushed}`),
    make(
      'td',
      { class: good ? 'up' : Number(row.profit) < 0 ? 'down' : '', 'data-part': 'profit' },
      `${good ? '+' : ''}${row.profit}`,
    ),
    make('td', {}, row.roi === undefined ? '–' : `${row.roi}%`),
    make('td', {}, row.streak ?? '–'),
    closes ? make('td', { 'data-part': 'closing' }, closingRecord(row)) : null,
  );
}

/** @param {any} row */
function closingRecord({ beat, missed, level }) {
  if (beat + missed + level === 0) return '–';
  return `${beat}–${missed}${level > 0 ? `–${level}` : ''}`;
}
