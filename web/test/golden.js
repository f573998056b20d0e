/**
 * Golden files: what a browser has stored, one item a line, each with what it means. Every build reads
 * each line and writes it again; nobody edits a line. `golden/<name>.sha256` has the digest of each.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Line
 * @property {string} case what is special about it
 * @property {{ key: string, value: string }} stored
 * @property {any} reads
 */

/** @param {string} file */
function linesOf(file) {
  const text = readFileSync(new URL(`./golden/${file}`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

/**
 * @param {string} name
 * @returns {Line[]}
 */
export function goldenLines(name) {
  const texts = linesOf(`${name}.jsonl`);
  const digests = linesOf(`${name}.sha256`);
  const found = texts.map((text) => createHash('sha256').update(text).digest('hex'));
  const added = found.slice(digests.length);
  assert.deepEqual(
    found.slice(0, digests.length),
    digests,
    `${name}: a golden line was changed, lost or moved, and nobody may: add another`,
  );
  assert.deepEqual(added, [], `${name}: new lines. Append to ${name}.sha256:\n${added.join('\n')}`);
  const lines = texts.map((text) => JSON.parse(text));
  assert.equal(new Set(lines.map((line) => line.case)).size, lines.length, `${name}: two cases of one name`);
  return lines;
}

/** A browser's storage that holds what a line has. */
export class GoldenStorage {
  /** @param {Line['stored']} [stored] */
  constructor(stored) {
    if (stored) this.setItem(stored.key, stored.value);
  }

  // what is stored is enumerable in a browser's storage too
  /** @param {string} key */
  getItem(key) {
    return Object.hasOwn(this, key) ? /** @type {any} */ (this)[key] : null;
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    /** @type {any} */ (this)[key] = String(value);
  }

  /** @param {string} key */
  removeItem(key) {
    delete (/** @type {any} */ (this)[key]);
  }
}
