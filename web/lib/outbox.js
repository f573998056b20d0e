/**
 * What somebody has changed in a pool and the house has not confirmed yet: kept in the browser, so
 * that it outlives a lost connection and a closed page, and sent in its order.
 *
 * Every change names the revision of the bets that it was made on. One that is made on top of
 * another that still waits takes its revision from that one's answer. What the house refuses because
 * somebody else was faster stays as a conflict until a person has chosen; nothing is overwritten.
 * A change keeps its id until its answer is known, so that sending it again does nothing twice.
 * @module
 */

import { Signal } from './store.js';

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
  /** @type {Change[]} */
  #changes;
  #sending = false;

  /**
   * @param {Pick<import('./api.js').Api, 'post'>} api
   * @param {object} place
   * @param {string} place.pool
   * @param {string} place.player
   * @param {Storage} place.storage
   */
  constructor(api, { pool, player, storage }) {
    super();
    this.#api = api;
    this.#storage = storage;
    this.#key = `fairfall.outbox:${player}:${pool}`;
    this.#path = `/v1/pools/${encodeURIComponent(pool)}/weeks/`;
    this.#changes = read(storage, this.#key);
  }

  /** @returns {readonly Change[]} oldest first */
  get changes() {
    return this.#changes;
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

  /** Sends what waits, one after the other, until something is not answered. */
  async flush() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let next = this.#next(); next !== null; next = this.#next()) {
        if (!(await this.#send(next))) break;
      }
    } finally {
      this.#sending = false;
    }
  }

  /**
   * Forgets a change: the bet stays as it is.
   * @param {Change} change
   */
  drop(change) {
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
    const at = this.#changes.indexOf(change);
    if (at < 0) return Promise.resolve();
    const again = { ...change, id: newId(), state: /** @type {const} */ ('waiting'), problem: undefined };
    if (current === null && (change.kind === 'edit' || change.kind === 'create')) {
      again.kind = 'create';
      again.refs = [{ betId: again.id, revision: 0, follows: null }];
    } else if (current === null) {
      again.refs = withoutDeleted(change);
      if (again.refs.length === 0) {
        this.drop(change);
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
      this.#changed();
      this.tell('done', { change, value: answer.value });
    } else if (isAgreed(change, answer.problem)) {
      change.problem = answer.problem;
      this.insist(change, null);
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

  #changed() {
    try {
      if (this.#changes.length === 0) this.#storage.removeItem(this.#key);
      else this.#storage.setItem(this.#key, JSON.stringify(this.#changes));
    } catch {
      // Without storage the changes live as long as the page.
    }
    this.emit();
  }
}

/**
 * Whether somebody else has deleted what was to be deleted: then nobody has to choose anything.
 * @param {Change} change
 * @param {import('./api.js').Problem} problem
 */
function isAgreed({ kind, refs }, { deleted, bet }) {
  return kind === 'delete' && deleted === true && refs.some(({ betId }) => betId === bet?.betId);
}

/**
 * @param {Change} change
 * @returns {Ref[]}
 */
function withoutDeleted({ refs, problem }) {
  return refs.length === 1 ? [] : refs.filter(({ betId }) => betId !== problem?.bet?.betId);
}

/**
 * The bets of a week as their member sees them: with what is on its way.
 * @param {readonly any[]} bets as the house has them
 * @param {readonly Change[]} changes
 * @param {{ weekKey: string, player: string, userName: string }} who
 * @returns {any[]} those with something on its way carry it as `pending`
 */
export function withPending(bets, changes, { weekKey, player, userName }) {
  const shown = new Map(bets.map((bet) => [bet.betId, bet]));
  for (const change of changes) {
    if (change.weekKey !== weekKey) continue;
    for (const ref of change.refs) {
      const bet = shown.get(ref.betId);
      if (change.state !== 'waiting') {
        const told = change.problem?.bet;
        const about = told?.betId ?? ref.betId;
        const known =
          bet ?? told ?? change.base ?? (change.slip && draft(ref.betId, change.slip, player, userName));
        if (about === ref.betId && known) shown.set(ref.betId, { ...known, pending: change.state });
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

/**
 * @param {Change} change
 * @returns {[string, any]} path behind the week, and body
 */
function requestOf({ id, kind, refs, slip, reason }) {
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
function revisionOf(betId, { bet, bets, revision }) {
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
 * @returns {Change[]}
 */
function read(storage, key) {
  try {
    const stored = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored : [];
  } catch {
    return [];
  }
}
