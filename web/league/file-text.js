/**
 * The text of a file that somebody chose: spreadsheets save UTF-8 with a mark or without, UTF-16 with
 * a mark, and, still, Windows-1252. Nothing is guessed that would lose a character.
 * @module
 */

/** How a workbook begins, which is an archive, and an old one, which is a compound file. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * @param {ArrayBuffer} buffer what the file has in it
 * @returns {{ text: string } | { why: string }} why it cannot be read, in a sentence
 */
export function textOfFile(buffer) {
  const bytes = new Uint8Array(buffer);
  if (WORKBOOKS.some((start) => start.every((byte, i) => bytes[i] === byte))) {
    return {
      why: 'This is a workbook. Save its sheet as “CSV UTF-8” in your spreadsheet, and choose that file.',
    };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be');
  const utf8 = decoded(bytes, 'utf-8');
  return 'text' in utf8 ? utf8 : decoded(bytes, 'windows-1252');
}

/**
 * @param {Uint8Array} bytes
 * @param {string} encoding
 * @returns {{ text: string } | { why: string }}
 */
function decoded(bytes, encoding) {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return { text };
  } catch {
    // not of this encoding
  }
  return { why: 'This file is no text that can be read. Save it as “CSV UTF-8” and choose it again.' };
}
