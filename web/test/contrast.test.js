import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

/** What WCAG asks of text at level AA. */
const LEAST = 4.5;
const CSS = readFileSync(new URL('../styles/base.css', import.meta.url), 'utf8');
const PALETTE = new Map(
  [...CSS.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }],
  ),
);
const GROUNDS = ['night', 'glow', 'card', 'well', 'raised', 'float'];
/** What is written, and what it is written on. */
const PAIRS = [
  ...['text', 'strong', 'soft'].flatMap((text) => [...GROUNDS, 'hover'].map((ground) => [text, ground])),
  ...['mint', 'red', 'blue', 'gold'].flatMap((text) =>
    ['card', 'well', 'float'].map((ground) => [text, ground]),
  ),
  ['faint', 'well'],
  ['mint', 'mint-deep'],
  ['mint', 'raised'],
  ['red', 'red-deep'],
  ['red-text', 'red-deep'],
  ['gold', 'gold-deep'],
  ['blue-text', 'blue-deep'],
  ['blue-text', 'well'],
  ['text', 'blue-deep'],
  ['on-mint', 'mint'],
  ['on-mint', 'mint-bright'],
];

/** @param {string} colour */
function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * @param {string} one
 * @param {string} other
 */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

for (const scheme of /** @type {const} */ (['light', 'dark'])) {
  test(`in the ${scheme} scheme all text can be read on what it stands on`, () => {
    const weak = PAIRS.map(([text, ground]) => {
      const [ink, paper] = [PALETTE.get(text), PALETTE.get(ground)];
      assert.ok(ink && paper, `${text} or ${ground} is no colour`);
      return { text, ground, ratio: Math.round(contrast(ink[scheme], paper[scheme]) * 100) / 100 };
    }).filter(({ ratio }) => ratio < LEAST);
    assert.deepEqual(weak, []);
  });
}
