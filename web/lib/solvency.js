/**
 * Checks what the house says that it owes and has, and that one's own money is in it: from
 * docs/reference/solvency-specification.md alone. Whether the beacon's signatures are the network's
 * takes a curve, which is handed in.
 * @module
 */

import { bytesOf, knownAs, messageOf, timeOf } from './beacon.js';
import { proofOf, require, SolvencyRefusal, statementOf, SUM_BOUND } from './solvency-form.js';
import { signerOf } from './text-signer.js';

export { readExactly, SolvencyRefusal } from './solvency-form.js';

/**
 * @typedef {import('./solvency-form.js').Statement} Statement
 * @typedef {import('./solvency-form.js').Proof} Proof
 * @typedef {'covered' | 'short' | 'unknown'} Coverage
 */

const MINUTE_MS = 60_000;
const MINUTES = 60n;
const MAX_BLOCK_AGE_MS = 900_000;
const SUM_BYTES = 32;

const utf8 = new TextEncoder();

/** @param {Uint8Array<ArrayBuffer>[]} parts */
async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {bigint} sum */
function wide(sum) {
  return bytesOf(sum.toString(16).padStart(2 * SUM_BYTES, '0'));
}

/** @param {bigint} sum */
function requireSum(sum) {
  require(sum >= 0n, 'NEGATIVE', 'A sum is below 0.');
  require(sum < SUM_BOUND, 'OVERFLOW', 'A sum is 2^256 or more.');
  return sum;
}

/**
 * The beacon's round that draws for a minute.
 * @param {Statement} statement
 * @param {number} minute
 */
function drawOf({ network, hourAt }, minute) {
  const since = Math.max(0, hourAt + minute * MINUTE_MS - network.genesisMs);
  return 1 + Math.ceil(since / network.periodMs);
}

/**
 * When the statement's last draw came: what is owed, and the block, are of then.
 * @param {Statement} statement
 * @returns {number} milliseconds since 1970
 */
export function instantOf(statement) {
  return timeOf(statement.network, drawOf(statement, statement.draws.length - 1));
}

/**
 * What the wallets sign.
 * @param {Statement} statement
 * @returns {string}
 */
export function statementText(statement) {
  const { network, block } = statement;
  const facts = [network.name, network.chainHash, network.publicKey, network.genesisMs, network.periodMs];
  return [
    'fairfall-solvency-1',
    `number ${statement.number}`,
    `previous ${statement.previous}`,
    `network ${facts.join(' ')}`,
    `hour ${statement.hourAt}`,
    ...statement.draws.map((signature, minute) => `draw ${drawOf(statement, minute)} ${signature}`),
    `chain ${statement.chainId}`,
    `block ${block.number} ${block.hash} ${block.at}`,
    `liabilities ${statement.liabilities}`,
    `root ${statement.root}`,
    `leaves ${statement.leaves}`,
    ...statement.reserves.map(({ wallet, balance }) => `reserve ${wallet} ${balance}`),
    'end\n',
  ].join('\n');
}

/**
 * Whether the house could pay all.
 * @param {Statement} statement
 * @returns {Coverage}
 */
export function coverageOf({ reserves, liabilities }) {
  const known = reserves.filter(({ balance }) => balance !== 'unknown');
  const held = known.reduce((sum, { balance }) => sum + BigInt(balance), 0n);
  if (held >= BigInt(liabilities)) return 'covered';
  return known.length === reserves.length ? 'short' : 'unknown';
}

/** @param {Statement} statement */
async function requireMinute({ draws }) {
  const last = draws.length - 1;
  for (const [minute, signature] of draws.entries()) {
    const digest = await sha256(utf8.encode('fairfall-solvency-draw-1\n'), bytesOf(signature));
    const chosen = new DataView(digest.buffer).getBigUint64(0) % (MINUTES - BigInt(minute)) === 0n;
    const sentence = chosen ? `Minute ${minute} had been chosen before.` : `Minute ${minute} was not chosen.`;
    require(chosen === (minute === last), 'MINUTE', sentence);
  }
}

/**
 * @param {Statement} statement
 * @param {import('./beacon.js').VerifySignatures} verifySignatures
 */
async function requireBeacon(statement, verifySignatures) {
  const items = await Promise.all(
    statement.draws.map(async (signature, minute) => ({
      message: await messageOf(drawOf(statement, minute)),
      signature,
    })),
  );
  const valid = await verifySignatures(statement.network.publicKey, items);
  const wrong = items.findIndex((_, minute) => valid[minute] !== true);
  require(wrong < 0, 'BEACON', `The draw of minute ${wrong} is not the network's.`);
}

/**
 * Checks a statement.
 * @param {unknown} value as it was published
 * @param {import('./beacon.js').VerifySignatures | null} verifySignatures null where the curve could not
 *   be loaded
 * @param {unknown} [before] the statement before, to see that this one follows on it
 * @returns {Promise<{ statement: Statement, coverage: Coverage, beacon: 'quicknet' | 'development',
 *   isBeaconChecked: boolean }>}
 * @throws {import('./solvency-form.js').SolvencyRefusal} naming the first thing that does not hold
 */
export async function checkStatement(value, verifySignatures, before) {
  const statement = statementOf(value);
  const beacon = await knownAs(statement.network);
  if (beacon === null) throw new SolvencyRefusal('NETWORK', 'The beacon is not the one of its name.');
  await requireMinute(statement);
  if (verifySignatures) await requireBeacon(statement, verifySignatures);
  const age = instantOf(statement) - statement.block.at;
  require(age >= 0, 'BLOCK_TIME', 'The block is later than the statement.');
  const isOld = beacon === 'quicknet' && age > MAX_BLOCK_AGE_MS;
  require(!isOld, 'BLOCK_TIME', 'The block is more than 15 minutes older than the statement.');
  const text = statementText(statement);
  statement.reserves.forEach(({ wallet }, i) => {
    const signer = signerOf(text, statement.signatures[i]);
    require(signer === wallet, 'SIGNATURE', `The wallet has not signed this: ${wallet}`);
  });
  if (before !== undefined) await requirePrevious(statement, statementOf(before));
  return { statement, coverage: coverageOf(statement), beacon, isBeaconChecked: verifySignatures !== null };
}

/**
 * @param {Statement} statement
 * @param {Statement} before
 */
async function requirePrevious(statement, before) {
  const follows =
    statement.number === before.number + 1 &&
    statement.previous === hex(await sha256(utf8.encode(statementText(before)))) &&
    statement.hourAt > before.hourAt;
  require(follows, 'PREVIOUS', 'It does not follow on that statement.');
}

/**
 * Checks that a player's money is in a statement that was checked.
 * @param {unknown} value the proof, as it was published
 * @param {Statement} statement
 * @param {string} player who asks
 * @param {bigint | null} [expected] what the player had at the statement's instant, if that is known: wei
 * @returns {Promise<bigint>} what the house owes this player, in wei
 * @throws {import('./solvency-form.js').SolvencyRefusal} naming the first thing that does not hold
 */
export async function checkProof(value, statement, player, expected = null) {
  const proof = proofOf(value);
  require(proof.number === statement.number, 'STATEMENT', 'The proof is of another statement.');
  require(proof.player === player, 'PLAYER', 'The proof is of another player.');
  const owed = BigInt(proof.amount);
  require(expected === null ||
    owed === expected, 'AMOUNT', `The leaf says ${owed}, and you had ${expected}.`);
  const isInside = proof.path.length === Math.log2(statement.leaves) && proof.index < statement.leaves;
  require(isInside, 'HEIGHT', 'The proof is of a tree of another height.');
  let sum = requireSum(owed);
  let hash = await sha256(
    utf8.encode('fairfall-solvency-leaf-1\n'),
    bytesOf(proof.salt),
    wide(sum),
    utf8.encode(proof.player),
  );
  const tag = utf8.encode('fairfall-solvency-node-1\n');
  for (const [level, child] of proof.path.entries()) {
    const [sumText, hashText] = child.split(':');
    const [other, otherHash] = [requireSum(BigInt(sumText)), bytesOf(hashText)];
    const isRight = Math.floor(proof.index / 2 ** level) % 2 === 1;
    hash = isRight
      ? await sha256(tag, wide(other), otherHash, wide(sum), hash)
      : await sha256(tag, wide(sum), hash, wide(other), otherHash);
    sum = requireSum(sum + other);
  }
  require(hex(hash) === statement.root, 'ROOT', 'The proof leads to another root.');
  require(sum === BigInt(statement.liabilities), 'TOTAL', `The proof comes to another sum: ${sum}`);
  return owed;
}
