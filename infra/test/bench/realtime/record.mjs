// What clients heard of each event: when, for the first time, and how often.

const OVER = new Set(['round_crash', 'round_void']);
/** Copies of one event come close together, so that few texts need to be remembered as parsed. */
const MAX_PARSED = 256;

export class Record {
  /** @type {Map<string, { event: any, text: string, heardAt: Float64Array }>} */
  #events = new Map();
  /** @type {Map<string, any>} */
  #parsed = new Map();
  #clients;
  /** Copies of events that a client had already heard. */
  repeats = 0;
  roundsOver = 0;

  /** @param {number} clients */
  constructor(clients) {
    this.#clients = clients;
  }

  /**
   * @param {number} client its index
   * @param {string} text JSON of the event
   * @param {number} at
   */
  hear(client, text, at) {
    const { key, event } = this.#parse(text);
    let heard = this.#events.get(key);
    if (heard === undefined) {
      heard = { event, text, heardAt: new Float64Array(this.#clients) };
      this.#events.set(key, heard);
      if (OVER.has(event.type)) this.roundsOver += 1;
    }
    if (heard.heardAt[client] === 0) heard.heardAt[client] = at;
    else this.repeats += 1;
  }

  /** @returns {{ key: string, text: string, firstHeardAt: number }[]} in the order they were heard in */
  events() {
    return [...this.#events].map(([key, { text, heardAt }]) => ({
      key,
      text,
      firstHeardAt: heardAt.filter((at) => at > 0).reduce((a, b) => Math.min(a, b)),
    }));
  }

  /**
   * @param {Record<string, number> | null} since when each event was sent, by its key; null for the
   *   instant of its entry in the journal
   * @returns {Record<string, { count: number, missing: number, p50: number, p99: number, max: number }>}
   *   milliseconds by channel
   */
  latencies(since) {
    /** @type {Record<string, { times: number[], missing: number }>} */
    const groups = {};
    for (const [key, { event, heardAt }] of this.#events) {
      const from = since === null ? event.at : since[key];
      if (from === undefined) continue;
      const group = (groups[event.channel] ??= { times: [], missing: 0 });
      for (const at of heardAt) {
        if (at === 0) group.missing += 1;
        else group.times.push(at - from);
      }
    }
    return Object.fromEntries(
      Object.entries(groups).map(([name, { times, missing }]) => [name, summary(times, missing)]),
    );
  }

  /** @param {string} text */
  #parse(text) {
    let known = this.#parsed.get(text);
    if (known === undefined) {
      const event = JSON.parse(text);
      known = { key: `${event.channel}/${event.round ?? ''}/${event.id}`, event };
      if (this.#parsed.size >= MAX_PARSED) this.#parsed.clear();
      this.#parsed.set(text, known);
    }
    return known;
  }
}

/**
 * @param {number[]} times
 * @param {number} missing
 */
function summary(times, missing) {
  const sorted = Float64Array.from(times).sort();
  const share = (/** @type {number} */ part) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? 0;
  return { count: sorted.length, missing, p50: share(0.5), p99: share(0.99), max: share(1) };
}
