import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { compareOdds, formatOdds, ODDS_PATTERN, oddsIn, parseOdds } from '../lib/odds.js';

/** The same cases that the house's own rules are tested with. */
const rows = (/** @type {string} */ file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) =>
      line.startsWith('"') ? [...line.match(/^"(.*?)",?(.*)$/)].slice(1) : [line.split(',')[0], rest(line)],
    );
const rest = (/** @type {string} */ line) => line.slice(line.indexOf(',') + 1);

test('a price is the same exact number however it is written', () => {
  for (const [text, cells] of rows('odds.csv')) {
    const odds = parseOdds(text);
    assert.ok(odds, text);
    const written = ['fractional', 'decimal', 'american'].map((format) =>
      formatOdds(odds, /** @type {any} */ (format)),
    );
    assert.deepEqual(written, cells.split(','), text);
  }
});

test('what is no price is none', () => {
  for (const [text] of rows('no-odds.csv')) assert.equal(parseOdds(text), null, text);
});

test('a form field lets every price pass', () => {
  const pattern = new RegExp(`^(?:${ODDS_PATTERN})$`, 'v');
  for (const [text] of rows('odds.csv')) assert.match(text.trim(), pattern);
});

test('a price that is shown fractionally is the price that was written', () => {
  for (let number = 100; number < 100_000; number += 37) {
    for (const sign of ['+', '-']) {
      const odds = parseOdds(`${sign}${number}`);
      assert.ok(odds);
      const exact = oddsIn(`${sign}${number}`, 'fractional');
      const [top, bottom] = exact.split('/').map(BigInt);
      assert.deepEqual({ top, bottom }, odds);
      assert.equal(oddsIn(`${sign}${number}`, 'american'), number === 100 ? '+100' : `${sign}${number}`);
    }
  }
});

test('nobody who wants prices as they were written gets others', () => {
  assert.equal(oddsIn('6/4', ''), '6/4');
  assert.equal(oddsIn('', 'decimal'), '');
});

test('prices compare by what they win', () => {
  assert.equal(compareOdds('-110', '10/11'), 0);
  assert.equal(compareOdds('-110', '-115'), 1);
  assert.equal(compareOdds('2.00', '+101'), -1);
  assert.equal(compareOdds('2.00', ''), 0);
});
