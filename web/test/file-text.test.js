import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOfFile } from '../league/file-text.js';

const TEXT = 'stake,league\r\n1,Atlético–Málaga €\r\n';

/** @param {ArrayLike<number>} bytes */
const read = (bytes) => textOfFile(Uint8Array.from(bytes).buffer);

test('text comes out as it went in, in each encoding that spreadsheets save', () => {
  const utf8 = new TextEncoder().encode(TEXT);
  assert.deepEqual(read(utf8), { text: TEXT });
  assert.deepEqual(read([0xef, 0xbb, 0xbf, ...utf8]), { text: TEXT });
  const units = [...TEXT].map((character) => character.charCodeAt(0));
  assert.deepEqual(read([0xff, 0xfe, ...units.flatMap((unit) => [unit & 255, unit >> 8])]), { text: TEXT });
  assert.deepEqual(read([0xfe, 0xff, ...units.flatMap((unit) => [unit >> 8, unit & 255])]), { text: TEXT });
  const old = 'stake,league\r\n1,Atlético·Málaga ½\r\n';
  assert.deepEqual(read([...old].map((character) => character.charCodeAt(0))), { text: old });
  assert.deepEqual(read([]), { text: '' });
});

test('a workbook and what is no text are refused with what to do', () => {
  for (const bytes of [
    [0x50, 0x4b, 0x03, 0x04, 1, 2],
    [0xd0, 0xcf, 0x11, 0xe0, 1, 2],
    [0x41, 0, 0, 0x42],
    [0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00],
  ]) {
    const said = read(bytes);
    assert.ok('why' in said && /Save/.test(said.why), JSON.stringify(bytes));
  }
});
