/**
 * The page that opens from disk: takes a file, asks nobody, and says what holds and what does not.
 * @module
 */

import { ExportCheck } from '../lib/fairness-export.js';
import { MAX_LINE } from '../lib/fairness-lines.js';
import { Pool } from './pool.js';

const SHOWN_CHAINS = 50;

const VERDICTS = {
  holds: 'Everything holds.',
  broken: 'Not everything holds.',
  unknown: 'Not known: the file has no rounds, or more than are checked at once.',
};

const NETWORKS = {
  quicknet: 'The beacon is drand’s quicknet: no single organisation could know or choose its signatures.',
  development:
    'The beacon is one of development: its key is public, and these rounds prove nothing about a house.',
  unknown: 'The beacon is none that is known here: its signatures prove nothing.',
};

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @returns {T}
 */
function find(id) {
  return /** @type {T} */ (document.getElementById(id));
}

/**
 * @param {string} tag
 * @param {string} [text]
 * @param {Node[]} content
 */
function make(tag, text = '', ...content) {
  const element = document.createElement(tag);
  element.textContent = text;
  element.append(...content);
  return element;
}

/**
 * The lines of a file, without their ends. A line that is far too long is cut off: it is refused anyway.
 * @param {Blob} file
 * @returns {AsyncGenerator<string>}
 */
async function* linesOf(file) {
  const reader = file
    .stream()
    .pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))
    .getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = (lines.pop() ?? '').slice(0, 2 * MAX_LINE);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** @param {import('../lib/fairness-export.js').Report} report */
function show(report) {
  const verdict = find('verdict');
  verdict.className = report.verdict;
  verdict.textContent = VERDICTS[report.verdict];
  const { rounds, voids, findingCount, findings, chains } = report;
  find('numbers').textContent = `${rounds} rounds flown, ${voids} cancelled, ${findingCount} findings.`;
  find('network').textContent = NETWORKS[report.network ?? 'unknown'];
  find('findings').replaceChildren(
    ...findings.map(({ line, word, sentence, roundId }) =>
      make(
        'tr',
        '',
        make('td', String(line)),
        make('td', roundId ?? ''),
        make('td', word),
        make('td', sentence),
      ),
    ),
  );
  find('chains').replaceChildren(
    ...chains
      .slice(0, SHOWN_CHAINS)
      .map(({ chain, terminalHash, first, last }) =>
        make(
          'tr',
          '',
          make('td', chain),
          make('td', `${first} to ${last}`),
          make('td', '', make('code', terminalHash)),
        ),
      ),
  );
  find('more').textContent = chains.length > SHOWN_CHAINS ? `and ${chains.length - SHOWN_CHAINS} more` : '';
  find('result').hidden = false;
}

/** @param {Blob} file */
async function check(file) {
  const status = find('status');
  /** @type {HTMLInputElement} */ (find('file')).disabled = true;
  find('result').hidden = true;
  const pool = new Pool(find('worker').textContent ?? '');
  try {
    const started = performance.now();
    const tell = (/** @type {number} */ rounds) => (status.textContent = `${rounds} rounds checked …`);
    const checking = new ExportCheck((key, items) => pool.verify(key, items), { progress: tell });
    for await (const line of linesOf(file)) await checking.read(line);
    show(await checking.end());
    status.textContent = `Done in ${((performance.now() - started) / 1000).toFixed(1)} s.`;
  } catch (failure) {
    status.textContent = `The file could not be checked: ${failure}`;
  } finally {
    pool.close();
    /** @type {HTMLInputElement} */ (find('file')).disabled = false;
  }
}

find('file').addEventListener('change', ({ target }) => {
  const [file] = /** @type {HTMLInputElement} */ (target).files ?? [];
  if (file) check(file);
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer?.files ?? [];
  if (file) check(file);
});
