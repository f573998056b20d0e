/**
 * Weeks by their keys, which are dates, and instants as people read them.
 * @module
 */

const DAY_MS = 86_400_000;
const DAYS = 7;
/** As of Sunday, on which JavaScript's weeks begin. */
const DAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const MONTH_AND_DAY = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const KICKOFF = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/**
 * @param {string} key
 * @param {number} weeks
 * @returns {string}
 */
export function shifted(key, weeks) {
  return new Date(Date.parse(key) + weeks * DAYS * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The week of a pool that an instant is in.
 * @param {number} ms
 * @param {{ zone: string, firstDay: string }} pool
 * @returns {string | null} its key; null where this browser does not know the zone
 */
export function weekOf(ms, { zone, firstDay }) {
  try {
    const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(ms);
    return weekWith(date, firstDay);
  } catch {
    return null;
  }
}

/**
 * @param {string} date
 * @param {string} firstDay of the week
 * @returns {string | null} the key of the week that has the date; null if it is no date
 */
export function weekWith(date, firstDay) {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : NaN;
  if (Number.isNaN(ms)) return null;
  const since = (new Date(ms).getUTCDay() - DAY_NAMES.indexOf(firstDay) + DAYS) % DAYS;
  return new Date(ms - since * DAY_MS).toISOString().slice(0, 10);
}

/**
 * @param {string} key
 * @returns {string} like Nov 17 – Nov 23, 2026
 */
export function weekName(key) {
  const first = Date.parse(key);
  const last = first + (DAYS - 1) * DAY_MS;
  return `${MONTH_AND_DAY.format(first)} – ${MONTH_AND_DAY.format(last)}, ${key.slice(0, 4)}`;
}

/** @param {number} ms */
export function kickoffName(ms) {
  return KICKOFF.format(ms);
}

/**
 * A kickoff to begin with: in three hours, or the sixth afternoon of a week that is not now.
 * @param {string} key
 * @param {boolean} isNow
 * @param {number} now the house's milliseconds: this device's clock may be hours off
 */
export function likelyKickoff(key, isNow, now) {
  if (isNow) return Math.ceil((now + 3 * 3_600_000) / 3_600_000) * 3_600_000;
  const [year, month, day] = key.split('-').map(Number);
  return new Date(year, month - 1, day + 5, 13).getTime();
}

/**
 * @param {number} ms
 * @returns {string} the value of a datetime-local field, which says less: it has no seconds, and an hour
 *   that comes twice only once
 */
export function fieldOf(ms) {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/**
 * @param {string} text of a datetime-local field
 * @param {number} before what it showed first
 * @returns {number} the same instant where nobody has changed the field
 */
export function instantOf(text, before) {
  return text === fieldOf(before) ? before : new Date(text).getTime();
}
