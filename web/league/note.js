/**
 * What is said above the list of a week: what is not as it seems, and what waits.
 * @module
 */

/** @typedef {import('../lib/outbox.js').Outbox} Outbox */

/**
 * @param {{ refused: boolean, offline: boolean, outbox: Outbox | null }} now
 * @returns {string} empty where nothing is to be said
 */
export function noteOf({ refused, offline, outbox }) {
  if (refused) return 'You are no longer in this pool.';
  const waiting = outbox?.changes.filter(({ state }) => state === 'waiting').length ?? 0;
  const conflicts = outbox?.conflicts.length ?? 0;
  const parts = [];
  if (offline) parts.push('Offline: this is the copy in your browser.');
  if (waiting > 0) parts.push(`${waiting} ${waiting === 1 ? 'change waits' : 'changes wait'} to be sent.`);
  if (isLosing(outbox))
    parts.push('This browser has no room to keep them: they are lost when you close this page.');
  if (conflicts > 0)
    parts.push(`${conflicts} ${conflicts === 1 ? 'change needs' : 'changes need'} your choice.`);
  return parts.join(' ');
}

/**
 * Whether what waits would be lost with the page.
 * @param {Outbox | null} outbox
 */
export function isLosing(outbox) {
  return outbox !== null && !outbox.isKept && outbox.changes.length > 0;
}
