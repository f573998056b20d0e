/**
 * A week with what is on its way: what somebody has changed is seen at once, marked as long as the house
 * has not answered, and stays in sight until the week itself tells of it.
 * @module
 */

/**
 * The bets of a week as their member sees them: with what is on its way.
 * @param {readonly any[]} bets as the house has them
 * @param {readonly import('./outbox.js').Change[]} changes
 * @param {{ weekKey: string, player: string, userName: string, confirmed?: readonly import('./outbox.js').Confirmed[], revision?: number }} who
 *   and what has been confirmed after the revision of these bets
 * @returns {any[]} those with something on its way carry it as `pending`
 */
export function withPending(
  bets,
  changes,
  { weekKey, player, userName, confirmed = [], revision = Infinity },
) {
  const shown = new Map(bets.map((bet) => [bet.betId, bet]));
  for (const one of confirmed) {
    if (one.weekKey !== weekKey || one.revision <= revision) continue;
    for (const bet of one.bets) shown.set(bet.betId, bet);
    for (const betId of one.deleted) shown.delete(betId);
  }
  for (const change of changes) {
    if (change.weekKey !== weekKey) continue;
    for (const ref of change.refs) {
      const bet = shown.get(ref.betId);
      if (change.state !== 'waiting') {
        const told = change.problem?.bet;
        const about = told?.betId ?? ref.betId;
        const known =
          bet ?? told ?? change.base ?? (change.slip && draft(ref.betId, change.slip, player, userName));
        if (about !== ref.betId || !known) continue;
        shown.set(ref.betId, { ...known, pending: change.problem?.deleted ? 'gone' : change.state });
      } else if (change.kind === 'create' && !bet) {
        shown.set(ref.betId, draft(ref.betId, change.slip, player, userName));
      } else if (bet && change.kind === 'edit') {
        shown.set(ref.betId, { ...bet, ...headOf(change.slip), bet_data: change.slip, pending: 'edit' });
      } else if (bet && change.kind === 'grade') {
        shown.set(ref.betId, {
          ...closedAt(bet, ref.closing_odds),
          bet_status: ref.bet_status,
          pending: 'grade',
        });
      } else if (bet && change.kind === 'delete') {
        shown.set(ref.betId, { ...bet, pending: 'delete' });
      }
    }
  }
  return [...shown.values()];
}

/**
 * @param {any} bet as it is shown, perhaps with a change on its way
 * @returns {{ betId: string, revision: number }} what a change of it names
 */
export function refOf({ betId, revision }) {
  return { betId, revision };
}

/**
 * @param {any} bet as it is shown
 * @returns {any} as the house has it
 */
export function plain({ pending: _, ...bet }) {
  return bet;
}

/**
 * @param {string} betId
 * @param {any} slip
 * @param {string} player
 * @param {string} userName
 */
function draft(betId, slip, player, userName) {
  return {
    betId,
    player,
    user_name: userName,
    ...headOf(slip),
    bet_data: slip,
    bet_status: slip.legs.map(() => 'open'),
    payout_data: { result: 'open' },
    revision: 0,
    pending: 'create',
  };
}

/**
 * @param {any} bet
 * @param {string[]} [closing] one price for each leg, empty for none
 */
function closedAt(bet, closing) {
  if (!closing) return bet;
  const legs = bet.bet_data.legs.map((/** @type {any} */ leg, /** @type {number} */ at) => ({
    ...leg,
    closing_odds: closing[at] || undefined,
  }));
  return { ...bet, bet_data: { ...bet.bet_data, legs } };
}

/** @param {any} slip */
function headOf({ legs: [{ league, away_team, home_team }] }) {
  return { league, away_team, home_team };
}
