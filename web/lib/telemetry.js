/**
 * What the connection went through: counters for statistics, and a trace for whoever looks for a
 * fault. Neither ever holds a token, a ticket or the content of a message.
 * @module
 */

/** Set to anything in the local storage, or in the page's address as `?debug`, this turns tracing on. */
export const DEBUG_KEY = 'fairfall.debug';
const DEBUG_PARAMETER = 'debug';

/**
 * @typedef {(what: string, detail: Record<string, unknown>) => void} Trace
 *
 * @typedef {object} Counters since the page was loaded
 * @property {number} connects hellos that were answered for the first time on a connection
 * @property {number} reconnects those of them that were not the first
 * @property {number} failures connections that were lost or never came to be
 * @property {number} fallbacks times that polling had to take over
 * @property {number} polls
 * @property {number} gaps holes that did not fill by themselves, and tails that were missed
 * @property {number} replays channels that were told what they had missed
 * @property {number} snapshots channels that were told everything
 * @property {number} events applied
 * @property {number} drops events that were known already
 * @property {number} goodbyes of the server
 * @property {number} takeovers of the browser's socket from another tab
 */

export class Telemetry {
  /** @type {Counters} */
  counters = {
    connects: 0,
    reconnects: 0,
    failures: 0,
    fallbacks: 0,
    polls: 0,
    gaps: 0,
    replays: 0,
    snapshots: 0,
    events: 0,
    drops: 0,
    goodbyes: 0,
    takeovers: 0,
  };
  #trace;

  /** @param {Trace | null} [trace] */
  constructor(trace = null) {
    this.#trace = trace;
  }

  /**
   * @param {keyof Counters} name
   * @param {Record<string, unknown>} [detail] for the trace
   */
  count(name, detail = {}) {
    this.counters[name] += 1;
    this.note(name, detail);
  }

  /**
   * @param {string} what
   * @param {Record<string, unknown>} [detail] nothing secret
   */
  note(what, detail = {}) {
    this.#trace?.(what, detail);
  }
}

/**
 * @param {{ search: string, storage: Pick<Storage, 'getItem'> | null }} place
 * @returns {Trace | null} writes to the console, where somebody asked for it
 */
export function traceWhereAsked({ search, storage }) {
  const asked = new URLSearchParams(search).has(DEBUG_PARAMETER) || stored(storage) !== null;
  return asked ? (what, detail) => console.debug('fairfall', what, detail) : null;
}

/** @param {Pick<Storage, 'getItem'> | null} storage */
function stored(storage) {
  try {
    return storage?.getItem(DEBUG_KEY) ?? null;
  } catch {
    return null;
  }
}
