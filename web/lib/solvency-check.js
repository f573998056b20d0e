/**
 * What a player's own browser finds about the newest statement of what the house owes and has: that it is
 * the house's, recent, and has the player's own money in it.
 * @module
 */

import { SolvencyRefusal } from './solvency-form.js';
import { checkProof, checkStatement, instantOf } from './solvency.js';

/** A statement comes each hour; one that is older than this is late. */
const OLD_MS = 7_200_000;
/** Entries so near to the instant may count or not: clocks are not alike. */
const NEAR_MS = 60_000;
const PAGE = 100;
const NOT_FOUND = 'NOT_FOUND';

/**
 * @typedef {object} Finding
 * @property {'ok' | 'none' | 'unknown' | 'short' | 'old' | 'missing' | 'wrong'} kind the last four are to be
 *   said loudly
 * @property {string} sentence
 * @property {import('./solvency-form.js').Statement | null} statement null where there is none, or it is not
 *   of its form
 * @property {bigint | null} owed to this player, in wei, where it was proven
 */

/**
 * @param {Finding['kind']} kind
 * @param {string} sentence
 * @param {import('./solvency-form.js').Statement | null} [statement]
 * @param {bigint | null} [owed]
 * @returns {Finding}
 */
const found = (kind, sentence, statement = null, owed = null) => ({ kind, sentence, statement, owed });

/**
 * @param {Pick<import('./api.js').Api, 'get'>} api
 * @param {string} player who is signed in
 * @param {number} now milliseconds since 1970
 * @param {import('./beacon.js').VerifySignatures | null} verifySignatures null where the curve could not be
 *   loaded
 * @returns {Promise<Finding>}
 */
export async function checkOwnLeaf(api, player, now, verifySignatures) {
  const answer = await api.get('/v1/solvency');
  if (!answer.ok) return found('unknown', 'The house does not answer what it owes and has.');
  const [published] = answer.value.statements;
  if (published === undefined) return found('none', 'The house has not stated yet what it owes and has.');
  try {
    return await judge(api, player, now, published, verifySignatures);
  } catch (refusal) {
    if (!(refusal instanceof SolvencyRefusal)) throw refusal;
    return found('wrong', `The house’s statement does not hold: ${refusal.message}`);
  }
}

/**
 * @param {Pick<import('./api.js').Api, 'get'>} api
 * @param {string} player
 * @param {number} now
 * @param {unknown} published
 * @param {import('./beacon.js').VerifySignatures | null} verifySignatures
 * @returns {Promise<Finding>}
 */
async function judge(api, player, now, published, verifySignatures) {
  const { statement, coverage } = await checkStatement(published, verifySignatures);
  const instant = instantOf(statement);
  const place = await api.get('/v1/deposits');
  if (!place.ok) return found('unknown', 'The house does not say which wallet is its own.', statement);
  const isOurs =
    statement.reserves.some(({ wallet }) => wallet === place.value.address) &&
    statement.chainId === String(place.value.chainId);
  if (!isOurs)
    return found('wrong', 'The statement is not signed by the wallet that deposits go to.', statement);
  const history = await historyAt(api, instant);
  const answer = history.isYounger
    ? { ok: /** @type {const} */ (false), problem: { code: NOT_FOUND } }
    : await api.get(`/v1/solvency/${statement.number}/proof`);
  if (!answer.ok && answer.problem.code !== NOT_FOUND) {
    return found('unknown', 'The house does not answer with your proof.', statement);
  }
  if (!answer.ok && history.isOlder) {
    return found('missing', 'You are missing in the house’s statement of what it owes.', statement);
  }
  const owed = answer.ok ? await checkProof(answer.value, statement, player) : null;
  if (owed !== null && history.atLeast !== null && owed < history.atLeast) {
    return found(
      'wrong',
      `The statement says that you are owed ${owed} wei; you had ${history.atLeast}.`,
      statement,
    );
  }
  if (coverage === 'short')
    return found('short', 'The house owes more than its wallet holds.', statement, owed);
  if (now - instant > OLD_MS) {
    return found('old', 'The house’s newest statement is more than two hours old.', statement, owed);
  }
  if (coverage === 'unknown') {
    return found('unknown', 'What the house’s wallet holds was not known.', statement, owed);
  }
  const sentence =
    owed === null ? 'Your account is younger than the statement.' : 'Your money is in the statement.';
  return found('ok', sentence, statement, owed);
}

/**
 * What the player's own history says of an instant.
 * @param {Pick<import('./api.js').Api, 'get'>} api
 * @param {number} instant
 * @returns {Promise<{ isOlder: boolean, isYounger: boolean, atLeast: bigint | null }>} whether the account
 *   is surely older, or has no leaf to ask for; what it had then, in wei, null where the newest entries do not say
 */
async function historyAt(api, instant) {
  const page = await api.get(`/v1/account/entries?limit=${PAGE}`);
  const first = await api.get('/v1/account/entries?before=2&limit=1');
  const oldest = first.ok ? first.value.entries[0] : undefined;
  const isOlder = oldest !== undefined && oldest.at < instant - NEAR_MS;
  const isYounger = first.ok && (oldest === undefined || oldest.at > instant);
  const young = { isOlder, isYounger, atLeast: null };
  if (!page.ok) return young;
  const entries = /** @type {{ at: number, account: { available: string, locked: string } }[]} */ (
    page.value.entries
  );
  const then = entries.find(({ at }) => at <= instant + NEAR_MS);
  if (then === undefined || then.at >= instant - NEAR_MS) return young;
  return { isOlder, isYounger, atLeast: BigInt(then.account.available) + BigInt(then.account.locked) };
}
