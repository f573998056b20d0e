/**
 * The HTTP side. Every answer is `ok`, `no` or `unknown`:
 *
 * - `ok` and `no` are definite. After a `no` to its latest attempt an operation never happened.
 * - `unknown` (no answer, no session, 429, 5xx) says nothing. Asking again with the *same* key and the next
 *   attempt number finds out, however often and however late; a new key might do the thing twice.
 *   A cash-out that is `unknown` may come with a signed stamp: asked again with it, it is decided as
 *   of its first arrival.
 * @module
 */

import { jitter } from './backoff.js';

const ANSWER_TIMEOUT_MS = 8_000;
const NOT_MODIFIED = 304;
const MAX_ATTEMPTS = 6;
/** A stamp keeps a cash-out's place for a day, so that patience pays: some three minutes of it. */
const MAX_STAMPED_ATTEMPTS = 90;
const RETRY = { floorMs: 150, ceilingMs: 3_000 };
const MAX_RETRY_AFTER_MS = 10_000;
const KEY_RANDOM_BYTES = 12;

/**
 * @typedef {object} Problem what went wrong, RFC 9457 with a stable `code`
 * @property {string} code
 * @property {number} status 0 when no answer came
 * @property {string} title
 * @property {string} detail
 * @property {boolean} unknown whether the operation may have happened
 * @property {number} retryAfterMs 0 when the server named none
 * @property {{ available: string, locked: string, version: number }} [account]
 * @property {number} [until] of a break, when it ends: the server's milliseconds
 * @property {string} [minimum] wei, the smallest withdrawal, where one was too small
 * @property {string} [maximum] wei, the largest withdrawal, where one was too large
 * @property {any} [bet] as it is now, where somebody else has changed it
 * @property {boolean} [deleted] whether that bet is deleted
 * @property {string} [stamp] of a cash-out whose outcome is unknown, to be presented unchanged
 */

/**
 * @template T
 * @typedef {{ ok: true, value: T } | { ok: false, problem: Problem }} Answer
 */

/**
 * Names an operation for ever: the account version it was made on and 96 random bits.
 * @param {number} version
 * @returns {string} `<version>.<16 of [A-Za-z0-9_-]>`
 */
export function operationKey(version) {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_RANDOM_BYTES));
  const text = btoa(String.fromCharCode(...bytes));
  return `${version}.${text.replaceAll('+', '-').replaceAll('/', '_')}`;
}

export class Api {
  #fetch;
  #base;
  #token;
  #pause;
  #random;

  /**
   * @param {object} [parts]
   * @param {typeof globalThis.fetch} [parts.fetch]
   * @param {string} [parts.base] what every path comes after: empty for the page's own origin
   * @param {() => string | null} [parts.token] bearer token, null for a spectator
   * @param {(ms: number) => Promise<void>} [parts.pause]
   * @param {() => number} [parts.random]
   */
  constructor({
    fetch = globalThis.fetch.bind(globalThis),
    base = '',
    token = () => null,
    pause,
    random,
  } = {}) {
    this.#fetch = fetch;
    this.#base = base;
    this.#token = token;
    this.#pause = pause ?? ((ms) => new Promise((done) => setTimeout(done, ms)));
    this.#random = random ?? Math.random;
  }

  /**
   * @param {string} path
   * @returns {Promise<Answer<any>>}
   */
  get(path) {
    return this.#call('GET', path, undefined, {});
  }

  /**
   * As {@link get}, and says that it is for want of a socket: the house counts those.
   * @param {string} path
   * @returns {Promise<Answer<any>>}
   */
  poll(path) {
    return this.#call('GET', path, undefined, { 'Fairfall-Fallback': '1' });
  }

  /**
   * Asks for what has changed since it was told the last time.
   * @param {string} path
   * @param {string | null} tag of what is known, null for nothing
   * @param {boolean} [isPoll] whether it is for want of a socket, as {@link poll} says it
   * @returns {Promise<Answer<any> & { tag?: string | null }>} with the tag of this answer; a null value
   *   where nothing has changed
   */
  async getChanged(path, tag, isPoll = false) {
    /** @type {Record<string, string>} */
    const headers = isPoll ? { 'Fairfall-Fallback': '1' } : {};
    if (tag !== null) headers['If-None-Match'] = tag;
    return this.#call('GET', path, undefined, headers);
  }

  /**
   * One attempt, for what is harmless to ask again.
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<Answer<any>>}
   */
  post(path, body) {
    return this.#call('POST', path, body, {});
  }

  /**
   * An operation on money: numbered attempts under one key until the answer is definite, or until
   * the attempts are used up and nobody can say.
   * @param {string} path
   * @param {object | undefined} body undefined sends none, as a cash-out must
   * @param {string} key from {@link operationKey}
   * @param {string} [known] a stamp from earlier, of the same cash-out
   * @returns {Promise<Answer<any>>} where it is unknown, with the stamp that was presented last
   */
  async operate(path, body, key, known) {
    let stamp = known;
    for (let attempt = 1; ; attempt += 1) {
      /** @type {Record<string, string>} */
      const headers = { 'Idempotency-Key': key, 'Idempotency-Attempt': String(attempt) };
      if (stamp) headers['Cashout-Stamp'] = stamp;
      const answer = await this.#call('POST', path, body, headers);
      if (answer.ok || !answer.problem.unknown) return answer;
      // The first stamp is the earliest, and the one that counts.
      stamp ??= answer.problem.stamp;
      answer.problem.stamp = stamp;
      // Without a session no attempt can learn more; the account itself will tell after sign-in.
      const last = stamp ? MAX_STAMPED_ATTEMPTS : MAX_ATTEMPTS;
      if (answer.problem.code === 'UNAUTHENTICATED' || attempt >= last) return answer;
      const wait = Math.max(answer.problem.retryAfterMs, jitter(attempt - 1, RETRY, this.#random));
      await this.#pause(wait);
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object | undefined} body
   * @param {Record<string, string>} headers
   * @returns {Promise<Answer<any> & { tag?: string | null }>}
   */
  async #call(method, path, body, headers) {
    const token = this.#token();
    /** @type {Record<string, string>} */
    const all = { Accept: 'application/json', ...headers };
    if (token) all.Authorization = `Bearer ${token}`;
    if (body !== undefined) all['Content-Type'] = 'application/json';
    try {
      const response = await this.#fetch(this.#base + path, {
        method,
        headers: all,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        cache: 'no-store',
      });
      const text = await response.text();
      return answerOf(response, text);
    } catch {
      return { ok: false, problem: problem('UNREACHABLE', 0, 'No answer', 'The house did not answer.') };
    }
  }
}

/**
 * @param {Response} response
 * @param {string} text
 * @returns {Answer<any> & { tag?: string | null }}
 */
function answerOf(response, text) {
  const json = parsed(text);
  const tag = response.headers.get('ETag');
  if (response.status === NOT_MODIFIED) return { ok: true, value: null, tag };
  if (response.ok && json !== null) return { ok: true, value: json, tag };
  const { status } = response;
  // A proxy's error page has no code of ours: the status alone decides what it means.
  const code = typeof json?.code === 'string' ? json.code : codeOf(status);
  const found = problem(code, status, json?.title ?? '', json?.detail ?? '');
  found.retryAfterMs = retryAfterMs(response.headers.get('Retry-After'));
  if (json?.account) found.account = json.account;
  if (json?.bet) found.bet = json.bet;
  if (json?.deleted === true) found.deleted = true;
  if (Number.isSafeInteger(json?.until)) found.until = json.until;
  if (typeof json?.minimum === 'string') found.minimum = json.minimum;
  if (typeof json?.maximum === 'string') found.maximum = json.maximum;
  if (typeof json?.stamp === 'string') found.stamp = json.stamp;
  return { ok: false, problem: found };
}

/** @param {number} status */
function codeOf(status) {
  // API Gateway's own words: 401 without a token, 403 with one that its authoriser refuses.
  if (status === 401 || status === 403) return 'UNAUTHENTICATED';
  if (status === 404) return 'NOT_FOUND';
  if (status === 429) return 'RATE_LIMITED';
  if (status >= 400 && status < 500) return 'VALIDATION';
  return 'UNAVAILABLE';
}

/** @param {string | null} header seconds */
function retryAfterMs(header) {
  const seconds = Number(header ?? 0);
  return seconds > 0 ? Math.min(seconds * 1000, MAX_RETRY_AFTER_MS) : 0;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} code
 * @param {number} status
 * @param {string} title
 * @param {string} detail
 * @returns {Problem}
 */
export function problem(code, status, title, detail) {
  const definite = status >= 400 && status < 500 && code !== 'UNAUTHENTICATED' && status !== 429;
  return { code, status, title, detail, unknown: !definite, retryAfterMs: 0 };
}
