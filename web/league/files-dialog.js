/**
 * A week as a file: out as CSV or JSON, in as CSV with a preview.
 * @module
 */

import { closeOnBackdrop, find, make } from '../app/dom.js';
import { newId } from '../lib/outbox.js';
import { dialogHead } from './bet-dialog.js';
import { textOfFile } from './file-text.js';
import { explainRefusal } from './refusals.js';

const TYPES = { csv: 'text/csv', json: 'application/json' };

export class FilesDialog {
  #house;
  /** @type {HTMLDialogElement} */
  #dialog = find('#files-dialog');

  /** @param {import('../lib/client.js').FairfallClient} house */
  constructor(house) {
    this.#house = house;
    closeOnBackdrop(this.#dialog);
  }

  /**
   * @param {string} path of the week
   * @param {string} name for files
   * @param {boolean} mayAdd
   */
  open(path, name, mayAdd) {
    const result = make('div', { 'data-testid': 'import-result', 'aria-live': 'polite' });
    const text = make('textarea', {
      rows: 6,
      'data-testid': 'import-text',
      placeholder: 'stake,league,away_team,home_team,market,odds,kickoff …',
      'aria-label': 'CSV',
    });
    const file = make('input', {
      type: 'file',
      accept: '.csv,.tsv,.txt,text/csv,text/tab-separated-values',
      'aria-label': 'CSV file',
    });
    file.addEventListener('change', () => this.#choose(file, text, result));
    const saved = make('div', { 'data-testid': 'export-result' });
    const importId = newId();
    const upload = (/** @type {boolean} */ preview) =>
      this.#upload(path, { importId, csv: text.value, preview }, result);
    const button = (
      /** @type {string} */ words,
      /** @type {string} */ id,
      /** @type {() => void} */ onclick,
    ) => make('button', { type: 'button', class: 'quiet', 'data-testid': id, onclick }, words);
    this.#dialog.replaceChildren(
      dialogHead('Files', 'files-title', this.#dialog),
      make(
        'div',
        { class: 'choices two' },
        button('Save as CSV', 'export-csv', () => this.#save(path, name, 'csv', saved)),
        button('CSV with semicolons', 'export-csv-semicolon', () =>
          this.#save(path, name, 'csv', saved, '&separator=semicolon'),
        ),
        button('Save as JSON', 'export-json', () => this.#save(path, name, 'json', saved)),
      ),
      saved,
      ...(mayAdd
        ? [
            make('h3', {}, 'Add bets from a CSV file'),
            make(
              'p',
              { class: 'muted' },
              'As a spreadsheet saves it: commas, semicolons or tabs. Bets that are in the week already are not added again.',
            ),
            file,
            text,
            make(
              'div',
              { class: 'choices two' },
              button('Preview', 'import-preview', () => upload(true)),
              button('Add them', 'import-add', () => upload(false)),
            ),
            result,
          ]
        : []),
    );
    this.#dialog.showModal();
  }

  /**
   * @param {string} path
   * @param {any} body
   * @param {HTMLElement} result
   */
  async #upload(path, body, result) {
    const answer = await this.#house.api.post(`${path}/import`, body);
    if (!answer.ok) {
      result.replaceChildren(make('p', { class: 'complaint' }, explainRefusal(answer.problem)));
      return;
    }
    const { rows, preview } = answer.value;
    result.replaceChildren(
      make('p', {}, summary(rows, preview)),
      make(
        'ul',
        { class: 'rows' },
        ...rows
          .filter((/** @type {any} */ row) => row.error || row.known || preview)
          .map((/** @type {any} */ row) =>
            make(
              'li',
              { class: row.error ? 'bad' : null },
              `Row ${row.row}: ${row.error ?? (row.known ? 'is in this week already' : asRead(row))}`,
            ),
          ),
      ),
    );
  }

  /**
   * @param {string} path
   * @param {string} name
   * @param {keyof typeof TYPES} format
   * @param {HTMLElement} place for a complaint
   * @param {string} [more] of the query
   */
  async #save(path, name, format, place, more = '') {
    const bytes = await this.#fetch(`${path}/export?format=${format}${more}`);
    const lost = 'The file could not be fetched. Check your connection and try again.';
    place.replaceChildren(
      ...(bytes === null ? [make('p', { class: 'complaint', role: 'alert' }, lost)] : []),
    );
    if (bytes === null) return;
    const address = URL.createObjectURL(new Blob([bytes], { type: TYPES[format] }));
    const link = make('a', { href: address, download: `${name}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  /**
   * @param {HTMLInputElement} file
   * @param {HTMLTextAreaElement} text where its text goes
   * @param {HTMLElement} result for a complaint
   */
  async #choose(file, text, result) {
    const chosen = file.files?.[0];
    const read = chosen ? textOfFile(await chosen.arrayBuffer()) : { text: '' };
    text.value = 'text' in read ? read.text : '';
    result.replaceChildren(
      ...('why' in read ? [make('p', { class: 'complaint', role: 'alert' }, read.why)] : []),
    );
  }

  /**
   * As bytes: made into text they would lose the mark by which Excel knows UTF-8.
   *
   * @param {string} address
   * @returns {Promise<ArrayBuffer | null>} null where there is no answer, or another one
   */
  async #fetch(address) {
    try {
      const headers = { Authorization: `Bearer ${this.#house.session.token}` };
      const response = await fetch(address, { headers });
      return response.ok ? await response.arrayBuffer() : null;
    } catch {
      return null;
    }
  }
}

/**
 * @param {any[]} rows
 * @param {boolean} preview
 * @returns {string} what became of all of them
 */
function summary(rows, preview) {
  const known = rows.filter((row) => row.known).length;
  const good = rows.filter((row) => !row.error && !row.known).length;
  const there = known === 0 ? '' : ` ${known} ${known === 1 ? 'is' : 'are'} in the week already.`;
  return `${good} of ${rows.length} bets ${preview ? 'can be added' : 'are added'}.${there}`;
}

/**
 * @param {any} row
 * @returns {string} what it was understood as
 */
function asRead({ user_name: who, bet_data: { kind, stake, legs }, bet_status: statuses }) {
  const picks = legs.map((/** @type {any} */ leg, /** @type {number} */ i) =>
    [
      `${leg.away_team} @ ${leg.home_team}`,
      ...[leg.selection, leg.market, leg.line].filter(Boolean),
      `at ${leg.odds}`,
      `on ${new Date(leg.kickoff).toLocaleString()}`,
      statuses[i] === 'open' ? '' : `(${statuses[i]})`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  return `${who}, ${stake} ${kind}, ${picks.join('; ')}`;
}
