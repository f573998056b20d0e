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
    const file = make('input', { type: 'file', accept: '.csv,text/csv', 'aria-label': 'CSV file' });
    file.addEventListener('change', async () => (text.value = (await file.files?.[0]?.text()) ?? ''));
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
        button('Save as JSON', 'export-json', () => this.#save(path, name, 'json', saved)),
      ),
      saved,
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
        { class: 'rows' },
        ...rows
          .filter((/** @type {any} */ row) => row.error || preview)
          .map((/** @type {any} */ row) =>
            make(
              'li',
              { class: row.error ? 'bad' : null },
              `Row ${row.row}: ${row.error ?? asRead(row.bet_data)}`,
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
   */
  async #save(path, name, format, place) {
    const text = await this.#fetch(`${path}/export?format=${format}`);
    const lost = 'The file could not be fetched. Check your connection and try again.';
    place.replaceChildren(...(text === null ? [make('p', { class: 'complaint', role: 'alert' }, lost)] : []));
    if (text === null) return;
    const address = URL.createObjectURL(new Blob([text], { type: TYPES[format] }));
    const link = make('a', { href: address, download: `${name}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  /**
   * @param {string} address
   * @returns {Promise<string | null>} null where there is no answer, or another one
   */
  async #fetch(address) {
    try {
      const headers = { Authorization: `Bearer ${this.#house.session.token}` };
      const response = await fetch(address, { headers });
      return response.ok ? await response.text() : null;
    } catch {
      return null;
    }
  }
}

/**
 * @param {any} slip
 * @returns {string} what a row was understood as
 */
function asRead({ kind, stake, legs }) {
  const picks = legs.map(
    (/** @type {any} */ leg) =>
      `${leg.away_team} @ ${leg.home_team} ${[leg.selection, leg.market, leg.line].filter(Boolean).join(' ')} at ${leg.odds}`,
  );
  return `${stake} ${kind}, ${picks.join('; ')}`;
}
