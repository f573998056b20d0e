/**
 * A week's news in the form that clients of an older system know: `id` for a bet's name, whose bet it
 * was also of one that is gone, results by the number of the leg, ISO instants, and one word, `status`,
 * for every grading. Handed to who has asked for it by `compatible: true`; see docs/concepts/bet-log.md.
 * @module
 */

/**
 * @typedef {object} CompatibleMessage
 * @property {'bet_created' | 'bet_updated' | 'bet_deleted'} type
 * @property {{ id: string } & Record<string, any>} data
 * @property {string} weekKey
 * @property {string} timestamp ISO 8601, in UTC: of the change, or of when a whole list showed it
 * @property {string} [updateType] of an update: `status` for results, `edit` for anything else
 */

/**
 * @param {'bet_created' | 'bet_updated' | 'bet_deleted'} type
 * @param {{ bet: any, before?: any, updateType?: string, timestamp?: number | string }} told
 * @param {{ weekKey: string, now: () => number }} of
 * @returns {CompatibleMessage}
 */
export function compatibleMessage(type, { bet, before, updateType, timestamp }, { weekKey, now }) {
  const { betId: id, user_name } = bet;
  const instant = new Date(timestamp ?? now()).toISOString();
  if (type === 'bet_deleted') return { type, data: { id, user_name }, weekKey, timestamp: instant };
  const { bet_data, payout_data } = bet;
  const [{ league, away_team, home_team }] = bet_data.legs;
  const bet_status = byLeg(bet.bet_status);
  const data = { id, user_name, league, away_team, home_team, bet_data, bet_status, payout_data };
  if (type === 'bet_created') return { type, data, weekKey, timestamp: instant };
  const isGrade = updateType === undefined ? isGraded(before, bet) : updateType.endsWith('grade');
  return { type, data, weekKey, updateType: isGrade ? 'status' : 'edit', timestamp: instant };
}

/** @param {string[]} statuses */
function byLeg(statuses) {
  return Object.fromEntries(statuses.map((status, leg) => [String(leg), status]));
}

/**
 * @param {any} before
 * @param {any} bet
 */
function isGraded(before, bet) {
  return JSON.stringify(before?.bet_status) !== JSON.stringify(bet.bet_status);
}
