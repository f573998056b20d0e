/**
 * What is asked of the house for a change, what its answers say of others, and how changes are kept.
 * @module
 */

/**
 * @typedef {import('./outbox.js').Change} Change
 * @typedef {import('./outbox.js').Ref} Ref
 */

/**
 * @param {Change | undefined} own
 * @param {Change} stored
 * @returns {Change} as it is stored, and the same object as before
 */
export function renewed(own, stored) {
  if (own === undefined) return stored;
  for (const name of Object.keys(own)) if (!(name in stored)) delete own[/** @type {keyof Change} */ (name)];
  return Object.assign(own, stored);
}

/**
 * Whether somebody else has deleted what was to be deleted: then nobody has to choose anything.
 * @param {Change} change
 * @param {import('./api.js').Problem} problem
 */
export function isAgreed({ kind, refs }, { deleted, bet }) {
  return kind === 'delete' && deleted === true && refs.some(({ betId }) => betId === bet?.betId);
}

/**
 * @param {Change} change
 * @returns {Ref[]}
 */
export function withoutDeleted({ refs, problem }) {
  return refs.length === 1 ? [] : refs.filter(({ betId }) => betId !== problem?.bet?.betId);
}

/**
 * @param {Change} change
 * @returns {[string, any]} path behind the week, and body
 */
export function requestOf({ id, kind, refs, slip, reason }) {
  if (kind === 'create') return ['/bets', { betId: id, bet_data: slip, reason }];
  if (kind === 'edit') {
    const [{ betId, revision }] = refs;
    return [`/bets/${betId}`, { changeId: id, revision, bet_data: slip, reason }];
  }
  const bets = refs.map(({ follows: _, ...ref }) => ref);
  return [kind === 'delete' ? '/deletions' : '/grades', { changeId: id, bets, reason }];
}

/**
 * @param {string} betId
 * @param {any} value an answer about one bet, or about several
 */
export function revisionOf(betId, { bet, bets, revision }) {
  const found = bet ?? bets?.find((/** @type {any} */ one) => one.betId === betId);
  return found?.revision ?? revision;
}

/** @returns {string} a name for a bet or a change that nobody else draws */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @returns {Change[] | null} null where nobody can say
 */
export function readChanges(storage, key) {
  try {
    const stored = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored : null;
  } catch {
    return null;
  }
}
