/**
 * Which address signed a text, as a wallet signs one (EIP-191): Keccak-256 and secp256k1, which a
 * browser has not. Nothing here is secret, so nothing has to take the same time.
 * @module
 */

const RATE = 136;
const ROUNDS = 24;
const SIDE = 5;
const LANES = SIDE * SIDE;
const LANE_MASK = (1n << 64n) - 1n;
const EVEN = 27;

const P = 2n ** 256n - 2n ** 32n - 977n;
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** @typedef {readonly [bigint, bigint] | null} Point null is the point at infinity */

/** @type {Point} */
const G = [
  0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
];

/**
 * @param {bigint} lane
 * @param {number} by
 */
function rotate(lane, by) {
  const left = BigInt(by % 64);
  return ((lane << left) | (lane >> (64n - left))) & LANE_MASK;
}

/** @param {bigint[]} a the state, changed in place */
function mix(a) {
  const columns = [0, 1, 2, 3, 4].map((x) => a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20]);
  for (let i = 0; i < LANES; i += 1) {
    const x = i % SIDE;
    a[i] ^= columns[(x + 4) % SIDE] ^ rotate(columns[(x + 1) % SIDE], 1);
  }
  let [x, y, moving] = [1, 0, a[1]];
  for (let step = 0; step < LANES - 1; step += 1) {
    [x, y] = [y, (2 * x + 3 * y) % SIDE];
    const at = x + SIDE * y;
    [a[at], moving] = [rotate(moving, ((step + 1) * (step + 2)) / 2), a[at]];
  }
  for (let row = 0; row < LANES; row += SIDE) {
    const old = a.slice(row, row + SIDE);
    for (let i = 0; i < SIDE; i += 1) {
      a[row + i] = old[i] ^ (~old[(i + 1) % SIDE] & LANE_MASK & old[(i + 2) % SIDE]);
    }
  }
}

/** @param {bigint[]} a */
function permute(a) {
  let lfsr = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    mix(a);
    for (let j = 0; j < 7; j += 1) {
      if (lfsr & 1) a[0] ^= 1n << BigInt((1 << j) - 1);
      lfsr = (lfsr << 1) ^ ((lfsr >> 7) * 0x171);
    }
  }
}

/**
 * @param {Uint8Array} message
 * @returns {string} 64 lower-case hex digits
 */
export function keccak256(message) {
  const padded = new Uint8Array((Math.floor(message.length / RATE) + 1) * RATE);
  padded.set(message);
  padded[message.length] ^= 0x01;
  padded[padded.length - 1] ^= 0x80;
  const state = Array.from({ length: LANES }, () => 0n);
  const words = new DataView(padded.buffer);
  for (let block = 0; block < padded.length; block += RATE) {
    for (let lane = 0; lane < RATE / 8; lane += 1) state[lane] ^= words.getBigUint64(block + 8 * lane, true);
    permute(state);
  }
  const hash = new DataView(new ArrayBuffer(32));
  for (let lane = 0; lane < 4; lane += 1) hash.setBigUint64(8 * lane, state[lane], true);
  return Array.from(new Uint8Array(hash.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {bigint} number
 * @param {bigint} modulus
 */
function mod(number, modulus) {
  const rest = number % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/**
 * @param {bigint} number not divisible by it
 * @param {bigint} modulus a prime
 */
function inverse(number, modulus) {
  let [a, b, x, y] = [mod(number, modulus), modulus, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return mod(x, modulus);
}

/**
 * @param {Point} a
 * @param {Point} b
 * @returns {Point}
 */
function add(a, b) {
  if (a === null || b === null) return a ?? b;
  if (a[0] === b[0] && a[1] !== b[1]) return null;
  const slope =
    a[0] === b[0] ? 3n * a[0] * a[0] * inverse(2n * a[1], P) : (b[1] - a[1]) * inverse(b[0] - a[0], P);
  const x = mod(slope * slope - a[0] - b[0], P);
  return [x, mod(slope * (a[0] - x) - a[1], P)];
}

/**
 * @param {Point} point
 * @param {bigint} factor
 */
function times(point, factor) {
  /** @type {Point} */
  let sum = null;
  for (const bit of factor.toString(2)) {
    sum = add(sum, sum);
    if (bit === '1') sum = add(sum, point);
  }
  return sum;
}

/** @param {bigint} number of the field */
function squareRoot(number) {
  let [root, base] = [1n, number];
  for (let exponent = (P + 1n) / 4n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) root = (root * base) % P;
    base = (base * base) % P;
  }
  return (root * root) % P === number ? root : null;
}

/**
 * Who signed a text.
 * @param {string} text ASCII
 * @param {string} signature 0x and 130 hex digits: r, s, v
 * @returns {string | null} an address; null where no key can have made it, or s is the higher one
 */
export function signerOf(text, signature) {
  const r = BigInt(signature.slice(0, 66));
  const s = BigInt(`0x${signature.slice(66, 130)}`);
  const odd = Number.parseInt(signature.slice(130), 16) - EVEN;
  if (r === 0n || r >= N || s === 0n || s > N / 2n || (odd !== 0 && odd !== 1)) return null;
  const root = squareRoot((r * r * r + 7n) % P);
  if (root === null) return null;
  const y = Number(root & 1n) === odd ? root : P - root;
  const digest = BigInt(
    `0x${keccak256(new TextEncoder().encode(`\x19Ethereum Signed Message:\n${text.length}${text}`))}`,
  );
  const under = inverse(r, N);
  const key = add(times(G, mod(-digest * under, N)), times([r, y], mod(s * under, N)));
  if (key === null) return null;
  const bytes = new Uint8Array(64);
  const digits = key.map((one) => one.toString(16).padStart(64, '0')).join('');
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return `0x${keccak256(bytes).slice(24)}`;
}
