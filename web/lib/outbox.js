/**
 * What somebody has changed in a pool and the house has not confirmed yet: kept in the browser, so
 * that it outlives a lost connection and a closed page, and sent in its order.
 *
 * Every change names the revision of the bets that it was made on. One that is made on top of
 * another that still waits takes its revision from that one's answer. What the house refuses because
 * somebody else was faster stays as a conflict until a person has chosen; nothing is overwritten.
 * A change keeps its id until its answer is known, so that sending it again does nothing twice.
 *
 * The tabs of a browser share what is kept: each looks at it before it changes anything, one of them
 * sends, and what one has sent or dropped is gone for all.
 * @module
 */

import {
  isAgreed,
  newId,
  readChanges,
  renewed,
  requestOf,
  revisionOf,
  withoutDeleted,
} from './outbox-changes.js';
import { Signal } from './store.js';

export { newId } from './outbox-changes.js';

/** A week tells of each within moments, if it is followed at all. */
const MAX_CONFIRMED = 200;

/**
 * @typedef {object} Ref a bet that a change is about
 * @property {string} betId
 * @property {number} revision that it was seen in; 0 for a bet that is new
 * @property {string | null} follows the change that will say the revision
 * @property {string[]} [bet_status] of a grading
 * @property {string[]} [closing_odds] of a grading
 *
 * @typedef {object} Change
 * @property {string} id
 * @property {'create' | 'edit' | 'delete' | 'grade'} kind
 * @property {string} weekKey
 * @property {Ref[]} refs
 * @property {any} [slip] of a creation and an edit
 * @property {string} [reason]
 * @property {any} [base] the bet before it, for comparison
 * @property {'waiting' | 'conflict' | 'refused'} state
 * @property {import('./api.js').Problem} [problem]
 *
 * @typedef {object} Confirmed what the house has answered, and may not have told everybody yet
 * @property {string} weekKey
 * @property {number} revision of the week, in which it happened
 * @property {any[]} bets as they are now
 * @property {string[]} deleted
 *
 * @typedef {object} Events
 * @property {{ change: Change, value: any }} done
 * @property {{ change: Change }} conflict somebody else was faster
 * @property {{ change: Change, problem: import('./api.js').Problem }} refused
 *
 * @extends {Signal<Events>}
 */
export class Outbox extends Signal {
  #api;
  #storage;
  #key;
  #path;
  #locks;
  /** @type {Change[]} */
  #changes = [];
  /** Those that the browser has: what is missing there was sent, or dropped, by another tab. */
  #kept = new Set();
  /** Those that are done, and that the browser could not be made to forget. */
  #done = new Set();
  #isKept = true;
  /** @type {Confirmed[]} */
  #confirmed = [];
  #sending = false;

  /**
   * @param {Pick<import('./api.js').Api, 'post'>} api
   * @param {object} place
   * @param {string} place.pool
   * @param {string} place.player
   * @param {Storage} place.storage
   * @param {Pick<LockManager, 'request'>} [place.locks] by which one tab sends at a time; without them a
   *   change may be sent by several, which does nothing twice
   */
  constructor(api, { pool, player, storage, locks = globalThis.navigator?.locks }) {
    super();
    this.#api = api;
    this.#storage = storage;
    this.#locks = locks;
    this.#key = `fairfall.outbox:${player}:${pool}`;
    this.#path = `/v1/pools/${encodeURIComponent(pool)}/weeks/`;
    this.#look();
  }

  /** @returns {readonly Change[]} oldest first */
  get changes() {
    return this.#changes;
  }

  /** @returns {boolean} whether the browser has what waits; otherwise it is lost with the page */
  get isKept() {
    return this.#isKept;
  }

  /**
   * Sees what other tabs have kept and sent.
   * @param {EventTarget} page a window
   * @returns {() => void} ends it
   */
  watch(page) {
    const listener = (/** @type {any} */ { key }) => {
      if (key !== this.#key && key !== null) return;
      if (key === null) this.#kept.clear();
      this.#look();
      this.emit();
    };
    page.addEventListener('storage', listener);
    return () => page.removeEventListener('storage', listener);
  }

  /** @returns {readonly Confirmed[]} oldest first */
  get confirmed() {
    return this.#confirmed;
  }

  /**
   * What a week tells by itself need not be kept here any more.
   * @param {string} weekKey
   * @param {number} revision that is known of it
   */
  settle(weekKey, revision) {
    this.#confirmed = this.#confirmed.filter((one) => one.weekKey !== weekKey || one.revision > revision);
  }

  /** @returns {Change[]} that a person has to decide about: overtaken, or refused for another reason */
  get conflicts() {
    return this.#changes.filter(({ state }) => state !== 'waiting');
  }

  /**
   * Keeps a change and sends it as soon as that is possible.
   * @param {{ kind: Change['kind'], weekKey: string, refs: Pick<Ref, 'betId' | 'revision' | 'bet_status' | 'closing_odds'>[], slip?: any, reason?: string, base?: any }} wish
   * @returns {Promise<void>} when it has been tried
   */
  add({ kind, weekKey, refs, slip, reason, base }) {
    const id = kind === 'create' ? refs[0].betId : newId();
    this.#look();
    this.#changes.push({
      id,
      kind,
      weekKey,
      slip,
      reason,
      base,
      state: 'waiting',
      refs: refs.map((ref) => ({ ...ref, follows: this.#latestOf(ref.betId) })),
    });
    this.#changed();
    return this.flush();
  }

  /** Sends what waits, one after the other, until something is not answered; or another tab does. */
  async flush() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      await this.#alone(async () => {
        this.#look();
        for (let next = this.#next(); next !== null; next = this.#next()) {
          if (!(await this.#send(next))) break;
        }
      });
    } finally {
      this.#sending = false;
    }
  }

  /** @param {() => Promise<void>} task done by one tab at a time, and not at all where another is at it */
  async #alone(task) {
    let isAsked = false;
    const run = async (/** @type {unknown} */ lock) => {
      isAsked = true;
      if (lock !== null) await task();
    };
    try {
      if (this.#locks) return await this.#locks.request(this.#key, { ifAvailable: true }, run);
    } catch (failure) {
      // Where storages are blocked, locks are too.
      if (isAsked) throw failure;
    }
    await task();
  }

  /**
   * Forgets a change: the bet stays as it is.
   * @param {Change} change
   */
  drop(change) {
    this.#look();
    this.#drop(change);
  }

  /** @param {Change} change */
  #drop(change) {
    this.#changes = this.#changes.filter((one) => one !== change);
    // What was made on top of it was made on something that never was.
    for (const other of this.#changes) {
      if (other.refs.some(({ follows }) => follows === change.id)) {
        other.state = 'conflict';
        other.problem = change.problem;
        for (const ref of other.refs) if (ref.follows === change.id) ref.follows = null;
      }
    }
    this.#changed();
  }

  /**
   * Makes a change once more, on the bet as it is now. A creation of the same content stands for a
   * bet that was deleted; what was to be graded with others is left out.
   * @param {Change} change
   * @param {any} current the bet as it is now; null if it is deleted
   */
  insist(change, current) {
    this.#look();
    return this.#insist(change, current);
  }

  /**
   * @param {Change} change
   * @param {any} current
   */
  #insist(change, current) {
    const at = this.#changes.indexOf(change);
    if (at < 0) return Promise.resolve();
    const again = { ...change, id: newId(), state: /** @type {const} */ ('waiting'), problem: undefined };
    if (current === null && (change.kind === 'edit' || change.kind === 'create')) {
      again.kind = 'create';
      again.refs = [{ betId: again.id, revision: 0, follows: null }];
    } else if (current === null) {
      again.refs = withoutDeleted(change);
      if (again.refs.length === 0) {
        this.#drop(change);
        return Promise.resolve();
      }
    } else {
      again.base = current;
      again.refs = change.refs.map((ref) =>
        ref.betId === current.betId ? { ...ref, revision: current.revision, follows: null } : ref,
      );
    }
    this.#changes[at] = again;
    for (const other of this.#changes) {
      for (const ref of other.refs) if (ref.follows === change.id) ref.follows = again.id;
    }
    this.#changed();
    return this.flush();
  }

  /** @param {string} betId */
  #latestOf(betId) {
    const before = this.#changes.filter(({ refs }) => refs.some((ref) => ref.betId === betId));
    return before.at(-1)?.id ?? null;
  }

  /** The oldest one that waits for nothing but its turn. */
  #next() {
    return (
      this.#changes.find(
        ({ state, refs }) => state === 'waiting' && refs.every(({ follows }) => follows === null),
      ) ?? null
    );
  }

  /**
   * @param {Change} change
   * @returns {Promise<boolean>} whether the house answered
   */
  async #send(change) {
    const [path, body] = requestOf(change);
    const answer = await this.#api.post(`${this.#path}${change.weekKey}${path}`, body);
    this.#look();
    if (!answer.ok && answer.problem.unknown) return false;
    if (!this.#changes.includes(change)) return true;
    if (answer.ok) {
      this.#changes = this.#changes.filter((one) => one !== change);
      for (const other of this.#changes) {
        for (const ref of other.refs) {
          if (ref.follows === change.id) {
            ref.follows = null;
            ref.revision = revisionOf(ref.betId, answer.value);
          }
        }
      }
      this.#confirm(change.weekKey, answer.value);
      this.#changed();
      this.tell('done', { change, value: answer.value });
    } else if (isAgreed(change, answer.problem)) {
      change.problem = answer.problem;
      this.#insist(change, null);
    } else if (answer.problem.code === 'VERSION_CONFLICT') {
      change.state = 'conflict';
      change.problem = answer.problem;
      this.#changed();
      this.tell('conflict', { change });
    } else {
      change.state = 'refused';
      change.problem = answer.problem;
      this.#changed();
      this.tell('refused', { change, problem: answer.problem });
    }
    return true;
  }

  /**
   * @param {string} weekKey
   * @param {any} value
   */
  #confirm(weekKey, { revision, bet, bets = bet ? [bet] : [], betIds: deleted = [] }) {
    this.#confirmed = [...this.#confirmed, { weekKey, revision, bets, deleted }].slice(-MAX_CONFIRMED);
  }

  /** Takes over what other tabs have done since; a change stays the object that it is. */
  #look() {
    const stored = readChanges(this.#storage, this.#key);
    if (stored === null) return;
    const own = new Map(this.#changes.map((change) => [change.id, change]));
    const unkept = this.#changes.filter(({ id }) => !this.#kept.has(id));
    const waiting = stored.filter(({ id }) => !this.#done.has(id));
    this.#changes = waiting.map((change) => renewed(own.get(change.id), change));
    this.#kept = new Set(stored.map(({ id }) => id));
    this.#changes.push(...unkept.filter(({ id }) => !this.#kept.has(id)));
  }

  #changed() {
    try {
      if (this.#changes.length === 0) this.#storage.removeItem(this.#key);
      else this.#storage.setItem(this.#key, JSON.stringify(this.#changes));
      this.#kept = new Set(this.#changes.map(({ id }) => id));
      this.#done.clear();
      this.#isKept = true;
    } catch {
      // Without storage the changes live as long as the page: whoever shows them says so.
      const left = new Set(this.#changes.map(({ id }) => id));
      for (const id of this.#kept) if (!left.has(id)) this.#done.add(id);
      this.#isKept = left.size === 0;
    }
    this.emit();
  }
}
