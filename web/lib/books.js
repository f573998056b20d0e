/**
 * A player's own books: what came in and went out, as the house adds it up apart from the balance.
 * @module
 */

import { parseWei } from './wei.js';

/** Each answer covers 1,000 entries: so many answers are a hundred thousand. */
const MAX_ANSWERS = 100;

/** Whoever reads that much has to wait now and then. */
const MAX_WAITS = 40;
const WAIT_MS = 10_000;

/**
 * @typedef {object} Books
 * @property {boolean} matches whether every part of it adds up
 * @property {boolean} complete whether it reaches the newest entry
 * @property {number} entries how many entries are in it
 * @property {Record<string, bigint>} credits
 * @property {Record<string, bigint>} debits
 * @property {bigint} openStakes
 * @property {bigint} calculated what must be available
 * @property {bigint} stored what is
 */

/**
 * Asks for all of it, part by part.
 * @param {import('./api.js').Api} api
 * @param {(ms: number) => Promise<void>} [pause] waits where the house asks for it
 * @returns {Promise<import('./api.js').Answer<Books>>}
 */
export async function readBooks(api, pause = (ms) => new Promise((done) => setTimeout(done, ms))) {
  /** @type {Books | null} */
  let books = null;
  let from = 1;
  let waits = 0;
  for (let count = 1; ; count += 1) {
    let answer = await api.get(`/v1/reconciliation?from=${from}`);
    while (!answer.ok && answer.problem?.code === 'RATE_LIMITED' && waits < MAX_WAITS) {
      waits += 1;
      await pause(WAIT_MS);
      answer = await api.get(`/v1/reconciliation?from=${from}`);
    }
    if (!answer.ok) return answer;
    books = joined(books, answer.value);
    const { next } = answer.value;
    if (next === undefined || next === null || count === MAX_ANSWERS) {
      return { ok: true, value: { ...books, complete: next === undefined || next === null } };
    }
    from = next;
  }
}

/**
 * @param {Books | null} before
 * @param {any} part
 * @returns {Books}
 */
function joined(before, part) {
  return {
    matches: part.matches && (before?.matches ?? true),
    complete: false,
    entries: part.through,
    credits: added(before?.credits, part.credits),
    debits: added(before?.debits, part.debits),
    openStakes: parseWei(part.openStakes),
    calculated: BigInt(part.calculated.available),
    stored: parseWei(part.stored.available),
  };
}

/**
 * @param {Record<string, bigint> | undefined} before
 * @param {Record<string, string>} more
 */
function added(before, more) {
  /** @type {Record<string, bigint>} */
  const sums = {};
  for (const [name, wei] of Object.entries(more)) sums[name] = (before?.[name] ?? 0n) + parseWei(wei);
  return sums;
}
