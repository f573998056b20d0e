/**
 * What the page says about limits and breaks.
 * @module
 */

import { breakUntil, limitInTheWay, used } from '../lib/protection.js';
import { formatEther } from '../lib/wei.js';
import { explain } from './messages.js';
import { ether } from './seat-words.js';

const MINUTES_PER_HOUR = 60;

/** @typedef {import('../lib/protection.js').LimitName} LimitName */

/** @type {Record<LimitName, { title: string, done: string, when: string }>} */
const NAMES = {
  dayStake: { title: 'Stakes per day', done: 'staked', when: 'today' },
  weekStake: { title: 'Stakes per week', done: 'staked', when: 'this week' },
  dayLoss: { title: 'Losses per day', done: 'lost', when: 'today' },
  weekLoss: { title: 'Losses per week', done: 'lost', when: 'this week' },
};

/** @param {LimitName} name */
export function limitTitle(name) {
  return NAMES[name].title;
}

/**
 * @param {import('../lib/protection.js').State} state
 * @param {LimitName} name
 * @returns {string} the limit that counts, and what of it is used
 */
export function usedText(state, name) {
  const limit = state.limits[name];
  if (limit === null) return 'No limit now';
  const { done, when } = NAMES[name];
  const amount = used(state, name);
  if (amount < 0n) return `${ether(-amount)} ahead ${when} · limit ${ether(limit)}`;
  const inPlay = done === 'lost' && state.locked > 0n ? ', bets in play included' : '';
  return `${formatEther(amount, 6)} of ${ether(limit)} ${done} ${when}${inPlay}`;
}

/**
 * @param {import('../lib/protection.js').State} state
 * @param {LimitName} name
 * @returns {string | null} what will count later, null if nothing else will
 */
export function raiseText({ limits, raise }, name) {
  if (raise === null || raise.limits[name] === limits[name]) return null;
  const limit = raise.limits[name];
  return `${limit === null ? 'No limit' : ether(limit)} from ${instant(raise.from)}`;
}

/**
 * @param {Record<LimitName, 'same' | 'lower' | 'higher'>} compared
 * @returns {string} when each would count
 */
export function whenText(compared) {
  const all = Object.values(compared);
  const parts = [];
  if (all.includes('lower')) parts.push('What is lower counts at once.');
  if (all.includes('higher')) parts.push('What is higher, or without a limit, counts in 24 hours.');
  return parts.join(' ');
}

/**
 * What became of a bet that was refused, for who has set limits.
 * @param {import('../lib/api.js').Problem} problem
 * @param {import('../lib/protection.js').State | null} state
 * @param {bigint} stake
 * @returns {string}
 */
export function refusalText(problem, state, stake) {
  if (problem.code === 'EXCLUDED') {
    const until = problem.until ?? (state ? breakUntil(state) : 0);
    return until > 0
      ? `You are on a break until ${instant(until)}. Bets in play are still paid.`
      : explain(problem);
  }
  const name = problem.code === 'PLAYER_LIMIT' && state ? limitInTheWay(state, stake) : null;
  if (name === null || state === null) return explain(problem);
  const title = NAMES[name].title.toLowerCase();
  return `This bet would go past your own limit for ${title}: ${usedText(state, name)}.`;
}

/**
 * @param {number} minutes
 * @param {bigint | null} won negative for a loss, null if nobody can say
 * @returns {string}
 */
export function sittingText(minutes, won) {
  const time = `You have been playing for ${duration(minutes)}.`;
  if (won === null) return time;
  if (won === 0n) return `${time} You came out even.`;
  return won > 0n ? `${time} You won ${ether(won)}.` : `${time} You lost ${ether(-won)}.`;
}

/** @param {number} minutes */
export function duration(minutes) {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  const parts = [];
  if (hours > 0) parts.push(hours === 1 ? '1 hour' : `${hours} hours`);
  if (rest > 0 || hours === 0) parts.push(rest === 1 ? '1 minute' : `${rest} minutes`);
  return parts.join(' and ');
}

/**
 * @param {number} ms since 1970
 * @returns {string} like "Sat, 28 Nov 2026, 02:40", in the reader's own time
 */
export function instant(ms) {
  return new Date(ms).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}
