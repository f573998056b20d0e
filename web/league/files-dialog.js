/**
 * A week as a file: out as CSV or JSON, in as CSV with a preview.
 * @module
 */

import { closeOnBackdrop, find, make } from '../app/dom.js';
import { newId } from '../lib/outbox.js';
import { dialogHead } from './bet-dialog.js';
import { explainRefusal } from './refusals.js';

const TYPES = { csv: 'text/csv', json: 'application/json' };

export class FilesDialog {
  #house;
  /** @type {HTMLDialogElement} */
  #dialog = find('#files-dialog');

  /** @param {import('../lib/house.js').House} house */
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
    const file = make('input', { type: 'file', accept: '.csv,text/csv', 'aria-label': 'CSV file' });
    file.addEventListener('change', async () => (text.value = (await file.files?.[0]?.text()) ?? ''));
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
        button('Save as CSV', 'export-csv', () => this.#save(path, name, 'csv')),
        button('Save as JSON', 'export-json', () => this.#save(path, name, 'json')),
      ),
      ...(mayAdd
        ? [
            make('h3', {}, 'Add bets from a CSV file'),
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
    const good = rows.filter((/** @type {any} */ row) => !row.error);
    result.replaceChildren(
      make('p', {}, `${good.length} of ${rows.length} bets ${preview ? 'can be added' : 'are added'}.`),
      make(
        'ul',
        { class: 'errors' },
        ...rows
          .filter((/** @type {any} */ row) => row.error)
          .map((/** @type {any} */ row) => make('li', {}, `Row ${row.row}: ${row.error}`)),
      ),
    );
  }

  /**
   * @param {string} path
   * @param {string} name
   * @param {keyof typeof TYPES} format
   */
  async #save(path, name, format) {
    const response = await fetch(`${path}/export?format=${format}`, {
      headers: { Authorization: `Bearer ${this.#house.session.token}` },
    });
    if (!response.ok) return;
    const address = URL.createObjectURL(new Blob([await response.text()], { type: TYPES[format] }));
    const link = make('a', { href: address, download: `${name}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}
