/** Codes are read back by a decoder that somebody else wrote: what it says is what was meant. */
import assert from 'node:assert/strict';
import test from 'node:test';
import decodeQR from 'qr/decode.js';
import { qrCode } from '../lib/qr.js';
import { holds } from './seeded.js';

const PIXELS = 4;
const QUIET_ZONE = 4;
const CHAINS = ['1', '31337', '11155111'];
const LONGEST = 106;

/**
 * @param {boolean[][]} modules
 * @returns what a camera would see, dark on white, with the quiet zone around it
 */
function photographed(modules) {
  const size = (modules.length + 2 * QUIET_ZONE) * PIXELS;
  const data = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dark = modules[Math.floor(y / PIXELS) - QUIET_ZONE]?.[Math.floor(x / PIXELS) - QUIET_ZONE];
      if (dark) data.fill(0, 4 * (y * size + x), 4 * (y * size + x) + 3);
    }
  }
  return { width: size, height: size, data };
}

/** @param {string} text */
function readBack(text) {
  return decodeQR(photographed(qrCode(text)));
}

/**
 * @param {() => number} random
 * @param {number} length
 * @param {string} alphabet
 */
function word(random, length, alphabet) {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}

test('whoever reads the code of an address is told that address', async () => {
  await holds(100, (random) => {
    const chain = CHAINS[Math.floor(random() * CHAINS.length)];
    const text = `ethereum:0x${word(random, 40, '0123456789abcdef')}@${chain}`;
    assert.equal(readBack(text), text);
  });
});

test('every length up to the longest is read back, in all sizes of a code', async () => {
  const sizes = new Set();
  await holds(1, (random) => {
    for (let length = 1; length <= LONGEST; length++) {
      const text = word(random, length, 'abcdefghijklmnopqrstuvwxyz0123456789:@/?');
      sizes.add(qrCode(text).length);
      assert.equal(readBack(text), text);
    }
  });
  assert.deepEqual([...sizes], [21, 25, 29, 33, 37, 41]);
});

test('letters of more than one byte are read back', () => {
  assert.equal(readBack('Łódź – 5 ⟠'), 'Łódź – 5 ⟠');
});

test('what is too long is refused', () => {
  assert.throws(() => qrCode('x'.repeat(LONGEST + 1)), /too long/);
});

test('a code with nothing drawn in it is read by nobody', () => {
  const blank = qrCode('ethereum:0x').map((row) => row.map(() => false));
  assert.throws(() => decodeQR(photographed(blank)));
});
