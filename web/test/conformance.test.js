import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NOT_BUILT = 'not built';
/** Rows do not go; whoever builds what was not built lowers the last number. */
const DOCUMENTS = { 'conformance.md': { rows: 102, notBuilt: 4 }, 'cases.md': { rows: 22, notBuilt: 0 } };
const SKIPPED = new Set(['node_modules', 'target', '.git', '.mvn']);

/** @returns {Map<string, string>} the text of every test, by class or by file name */
function tests() {
  const found = new Map();
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) walk(path);
      else if (/(Test|IT)\.java$/.test(entry.name) && path.includes('/src/test/')) {
        const name = basename(path, '.java');
        found.set(name, (found.get(name) ?? '') + readFileSync(path, 'utf8'));
      } else if (entry.name.endsWith('.test.js')) found.set(entry.name, readFileSync(path, 'utf8'));
    }
  };
  for (const part of ['functions', 'infra', 'web/test']) walk(join(ROOT, part));
  return found;
}

/**
 * @param {string} text of a document
 * @returns {{ line: string, last: string }[]} rows of its tables, without their heads
 */
function rowsOf(text) {
  const lines = text.split('\n');
  return lines
    .filter((line, at) => line.startsWith('| ') && !/^\|-/.test(lines[at + 1] ?? ''))
    .map((line) => ({ line, last: line.split('|').at(-2) }));
}

/**
 * @param {string} name as a document names a test
 * @param {Map<string, string>} known
 */
function isTest(name, known) {
  const [file, method] = name.split('#');
  const text = known.get(file);
  if (text === undefined) return false;
  return file.endsWith('.js')
    ? /^test\(|^ {2}test\(/m.test(text)
    : /@(Test|ParameterizedTest|TestFactory)\b/.test(text) &&
        (method === undefined || new RegExp(`void ${method}\\(`).test(text));
}

/**
 * @param {string} text
 * @param {Map<string, string>} known
 * @returns {string[]} what is wrong, each with its row
 */
function complaints(text, known) {
  return rowsOf(text).flatMap(({ line, last }) => {
    const names = [...last.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    if (names.length === 0 && !line.includes(NOT_BUILT)) return [`names no test: ${line}`];
    return names.filter((name) => !isTest(name, known)).map((name) => `${name} is gone: ${line}`);
  });
}

const known = tests();

for (const [name, { rows, notBuilt }] of Object.entries(DOCUMENTS)) {
  test(`every row of ${name} is shown by a test that is there`, () => {
    const text = readFileSync(join(ROOT, 'docs/reference', name), 'utf8');
    assert.deepEqual(complaints(text, known), []);
    assert.ok(rowsOf(text).length >= rows, `${rowsOf(text).length} rows`);
    assert.equal(rowsOf(text).filter(({ line }) => line.includes(NOT_BUILT)).length, notBuilt);
  });
}

test('a test that disappears, a method that does and a row without a test are found', () => {
  const table = (cell) => `| line | shown by |\n|---|---|\n| a line | ${cell} |\n`;
  assert.deepEqual(complaints(table('`AuditTest`, `sync.test.js`'), known), []);
  const method = '`BadMessagesTest#anOldClientIsToldWhatToSend`';
  assert.deepEqual(complaints(table(method), known), []);
  for (const cell of ['`NoSuchTest`', '`AuditTest#noSuchMethod`', '`no-such.test.js`', '`League`', '–']) {
    assert.equal(complaints(table(cell), known).length, 1, cell);
  }
  assert.deepEqual(complaints(table('not built: why'), known), []);
});
