/**
 * A QR code, small and whole: bytes, error correction level M, versions 1 to 6 (ISO/IEC 18004).
 * An address with its scheme takes version 4. No dependency draws it, so the page stays free of any.
 * @module
 */

/** Of each version at level M: error correction codewords per block, and data codewords of each block. */
const BLOCKS = [
  { correction: 10, data: [16] },
  { correction: 16, data: [28] },
  { correction: 26, data: [44] },
  { correction: 18, data: [32, 32] },
  { correction: 24, data: [43, 43] },
  { correction: 16, data: [27, 27, 27, 27] },
];
const BYTE_MODE = 4;
const LEVEL_M = 0;
const PADDING = [0xec, 0x11];
const FORMAT_GENERATOR = 0x537;
const FORMAT_MASK = 0x5412;
const MASKS = [
  (/** @type {number} */ y, /** @type {number} */ x) => (y + x) % 2,
  (/** @type {number} */ y) => y % 2,
  (/** @type {number} */ _y, /** @type {number} */ x) => x % 3,
  (/** @type {number} */ y, /** @type {number} */ x) => (y + x) % 3,
  (/** @type {number} */ y, /** @type {number} */ x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2,
  (/** @type {number} */ y, /** @type {number} */ x) => ((y * x) % 2) + ((y * x) % 3),
  (/** @type {number} */ y, /** @type {number} */ x) => (((y * x) % 2) + ((y * x) % 3)) % 2,
  (/** @type {number} */ y, /** @type {number} */ x) => (((y + x) % 2) + ((y * x) % 3)) % 2,
];

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = EXP[power + 255] = value;
  LOG[value] = power;
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
}

/**
 * @param {string} text of at most 106 bytes
 * @returns {boolean[][]} rows of modules, dark ones true, without the quiet zone of four
 */
export function qrCode(text) {
  const bytes = new TextEncoder().encode(text);
  const version = 1 + BLOCKS.findIndex(({ data }) => bytes.length + 2 <= sum(data));
  if (version === 0) throw new Error('too long for a QR code');
  const size = 17 + 4 * version;
  const modules = grid(size);
  const fixed = grid(size);
  drawPatterns(modules, fixed, version);
  drawData(modules, fixed, codewords(bytes, BLOCKS[version - 1]));
  return bestMasked(modules, fixed);
}

/** @param {number} size */
function grid(size) {
  return Array.from({ length: size }, () => /** @type {boolean[]} */ (Array(size).fill(false)));
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

/**
 * @param {Uint8Array} bytes
 * @param {{ correction: number, data: number[] }} blocks
 * @returns {number[]} data and correction, interleaved
 */
function codewords(bytes, { correction, data }) {
  /** @type {number[]} */
  const stream = [];
  // four bits of mode and eight of length shift every byte by half a one
  const head = [BYTE_MODE, bytes.length >> 4, bytes.length & 15];
  const nibbles = [...head, ...[...bytes].flatMap((byte) => [byte >> 4, byte & 15]), 0];
  for (let at = 0; at < nibbles.length; at += 2) stream.push((nibbles[at] << 4) | (nibbles[at + 1] ?? 0));
  for (let pad = 0; stream.length < sum(data); pad++) stream.push(PADDING[pad % 2]);
  let from = 0;
  const parts = data.map((length) => stream.slice(from, (from += length)));
  const checks = parts.map((part) => remainder(part, correction));
  return [...interleaved(parts), ...interleaved(checks)];
}

/** @param {number[][]} parts of one length */
function interleaved(parts) {
  return parts[0].flatMap((_, at) => parts.map((part) => part[at]));
}

/**
 * Reed-Solomon: what is left of the data, divided by the generator polynomial.
 * @param {number[]} data
 * @param {number} degree
 */
function remainder(data, degree) {
  let generator = [1];
  for (let root = 0; root < degree; root++) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1] ^= product(factor, EXP[root])));
    generator = next;
  }
  const rest = [...data, ...Array(degree).fill(0)];
  data.forEach((_, at) => {
    const factor = rest[at];
    generator.forEach((term, offset) => (rest[at + offset] ^= product(term, factor)));
  });
  return rest.slice(data.length);
}

/**
 * @param {number} one
 * @param {number} other
 */
function product(one, other) {
  return one === 0 || other === 0 ? 0 : EXP[LOG[one] + LOG[other]];
}

/**
 * @param {boolean[][]} modules
 * @param {boolean[][]} fixed gets true wherever no data may stand
 * @param {number} version
 */
function drawPatterns(modules, fixed, version) {
  const size = modules.length;
  const set = (/** @type {number} */ y, /** @type {number} */ x, /** @type {boolean} */ dark) => {
    if (y < 0 || x < 0 || y >= size || x >= size) return;
    modules[y][x] = dark;
    fixed[y][x] = true;
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [top, left] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ]) {
    for (let y = -4; y <= 4; y++) {
      for (let x = -4; x <= 4; x++) {
        const ring = Math.max(Math.abs(y), Math.abs(x));
        set(top + y, left + x, ring !== 2 && ring !== 4);
      }
    }
  }
  if (version > 1) {
    const middle = size - 7;
    for (let y = -2; y <= 2; y++) {
      for (let x = -2; x <= 2; x++) set(middle + y, middle + x, Math.max(Math.abs(y), Math.abs(x)) !== 1);
    }
  }
  drawFormat(modules, 0, set);
}

/**
 * @param {boolean[][]} modules
 * @param {number} mask
 * @param {(y: number, x: number, dark: boolean) => void} set
 */
function drawFormat(modules, mask, set) {
  const size = modules.length;
  const data = (LEVEL_M << 3) | mask;
  let rest = data;
  for (let bit = 0; bit < 10; bit++) rest = (rest << 1) ^ ((rest >> 9) * FORMAT_GENERATOR);
  const bits = ((data << 10) | rest) ^ FORMAT_MASK;
  for (let at = 0; at < 15; at++) {
    const dark = ((bits >> at) & 1) === 1;
    // up the left finder's right side, then along its lower side
    if (at < 6) set(at, 8, dark);
    else if (at < 8) set(at + 1, 8, dark);
    else if (at === 8) set(8, 7, dark);
    else set(8, 14 - at, dark);
    // and once more, in two parts
    if (at < 8) set(8, size - 1 - at, dark);
    else set(size - 15 + at, 8, dark);
  }
  set(size - 8, 8, true);
}

/**
 * In pairs of columns from the right, up and down by turns.
 * @param {boolean[][]} modules
 * @param {boolean[][]} fixed
 * @param {number[]} words
 */
function drawData(modules, fixed, words) {
  const size = modules.length;
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5; // the timing pattern has this column
    for (let step = 0; step < size; step++) {
      const upwards = ((right + 1) & 2) === 0;
      const y = upwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixed[y][x]) continue;
        modules[y][x] = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        bit += 1;
      }
    }
  }
}

/**
 * @param {boolean[][]} modules
 * @param {boolean[][]} fixed
 */
function bestMasked(modules, fixed) {
  const candidates = MASKS.map((mask, number) => {
    const masked = modules.map((row, y) => row.map((dark, x) => dark !== (!fixed[y][x] && mask(y, x) === 0)));
    drawFormat(masked, number, (y, x, dark) => (masked[y][x] = dark));
    return masked;
  });
  return candidates.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}

/**
 * What makes a code hard to read: long runs, blocks, and more of one colour than of the other.
 * @param {boolean[][]} modules
 */
function penalty(modules) {
  const size = modules.length;
  const columns = modules.map((_, x) => modules.map((row) => row[x]));
  let points = 0;
  for (const line of [...modules, ...columns]) {
    let run = 1;
    for (let at = 1; at <= size; at++) {
      if (at < size && line[at] === line[at - 1]) run += 1;
      else {
        if (run >= 5) points += run - 2;
        run = 1;
      }
    }
    const text = line.map(Number).join('');
    for (const finder of ['10111010000', '00001011101']) {
      for (let at = text.indexOf(finder); at >= 0; at = text.indexOf(finder, at + 1)) points += 40;
    }
  }
  for (let y = 1; y < size; y++) {
    for (let x = 1; x < size; x++) {
      const dark = modules[y][x];
      if (dark === modules[y - 1][x] && dark === modules[y][x - 1] && dark === modules[y - 1][x - 1])
        points += 3;
    }
  }
  const share = (sum(modules.map((row) => row.filter(Boolean).length)) * 100) / (size * size);
  return points + Math.floor(Math.abs(share - 50) / 5) * 10;
}
