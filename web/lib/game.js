/**
 * What everybody sees: the round, its bets, the crashes before it. Events, snapshots and polls all
 * end here, in any order and any number of times, and only ever move it forward.
 * @module
 */

import { Signal } from './store.js';
import { Board } from './board.js';
import { multiplierAt } from './curve.js';
import { maxStakeOf } from './rollout.js';

const MAX_HISTORY = 40;
/** A new round follows a crash in seconds; after this the house has gone to sleep. */
const IDLE_AFTER_MS = 15_000;

/**
 * @typedef {object} Round instants are epoch milliseconds, multipliers hundredths, money wei
 * @property {string} roundId
 * @property {number} opensAt
 * @property {number} closesAt
 * @property {number} startsAt the flight's first instant; until it has begun, the earliest
 * @property {string} commitment
 * @property {import('./beacon.js').NamedBeacon} [beacon] what decides the round
 * @property {string} [signature] the beacon's, once the flight has begun
 * @property {bigint} minStake
 * @property {bigint} maxStake
 * @property {bigint} maxProfit
 * @property {number} [forcedAt] where the round pays everybody who still flies, in hundredths
 * @property {number} stage 0 taking bets or about to start, 1 started, 2 over
 * @property {number} [crash]
 * @property {number} [crashedAt]
 * @property {string} [gameHash]
 * @property {boolean} [voided]
 *
 * @typedef {{ roundId: string, crash?: number, voided?: boolean, maxProfit?: bigint, forcedAt?: number }} Past
 *   with the terms of those rounds whose flight was seen here
 * @typedef {{ commitment: string, beaconRound?: number }} Witnessed
 * @typedef {'waking' | 'open' | 'locked' | 'flying' | 'crashed' | 'voided'} Phase
 *
 * @typedef {object} Events each once a round, whether an event, a snapshot or a poll brought it
 * @property {Round} round_open
 * @property {{ roundId: string, startsAt: number, forcedAt?: number }} round_start not where the
 *   flight was missed
 * @property {{ roundId: string, crash: number, crashedAt?: number, gameHash?: string }} round_crash
 * @property {{ roundId: string, gameHash?: string }} round_void
 */

/** @extends {Signal<Events>} */
export class Game extends Signal {
  /** @type {Round | null} */
  round = null;
  /** @type {Past[]} finished rounds, newest first */
  history = [];
  /** The bets of the newest rounds. */
  board = new Board();
  /** @type {Map<string, Witnessed>} what this browser saw before the game hash was out */
  witnessed = new Map();
  /** @type {import('./rollout.js').Settings} */
  #settings = { bettingPaused: false, raisedMaxStake: null, rolloutPercent: 0 };
  #idle = false;
  /** @type {Map<string, number>} how far listeners have been told of a round: its stage */
  #told = new Map();

  /**
   * @param {import('./cursor.js').Event} event of the channel `game` or `rounds`
   */
  apply({ type, data }) {
    if (type === 'bets') this.board.merge(data.roundId, data.facts);
    else if (type === 'round_open') this.#open(data);
    else if (type === 'round_start') this.#started(data);
    else if (type === 'round_crash') this.#over(data.roundId, { ...data, voided: false });
    else if (type === 'round_void') this.#over(data.roundId, { ...data, voided: true });
    this.emit();
  }

  /**
   * Takes the whole state, as a snapshot or as `GET /v1/rounds/current`.
   * @param {any} current
   */
  adopt(current) {
    for (const past of current.last ?? []) this.#remember(past);
    if (current.roundId) {
      this.#open(current);
      if (current.phase === 'flying') this.#started(current);
      // A game hash is out once a round is over, also where the house rests and its phase says so.
      if (current.gameHash) this.#over(current.roundId, { ...current, voided: !current.crash });
      if (this.round?.roundId === current.roundId) this.#idle = current.phase === 'idle';
    } else if (this.round === null) {
      this.#idle = true;
    }
    if (typeof current.paused === 'boolean') {
      this.#settings = { ...this.#settings, bettingPaused: current.paused };
    }
    this.emit();
  }

  /** @param {any} settings as an event or a snapshot of the channel `settings` */
  adoptSettings({ bettingPaused, raisedMaxStake, rolloutPercent }) {
    this.#settings = {
      bettingPaused,
      raisedMaxStake: raisedMaxStake ? BigInt(raisedMaxStake) : null,
      rolloutPercent,
    };
    this.emit();
  }

  /** Whether the house takes no bets for now. Open bets play on, and cash-outs are never paused. */
  get bettingPaused() {
    return this.#settings.bettingPaused;
  }

  /** Whether the newest round takes no bets because no stake could win anything: nobody could pay. */
  get unfunded() {
    return this.round !== null && this.round.maxProfit * 100n < this.round.minStake;
  }

  /**
   * @param {string | null} player
   * @returns {{ minStake: bigint, maxStake: bigint } | null} what this player may stake on this round
   */
  boundsOf(player) {
    if (this.round === null) return null;
    const { minStake, maxStake } = this.round;
    return { minStake, maxStake: maxStakeOf(player, maxStake, this.#settings) };
  }

  /** @param {any[]} rounds as in `GET /v1/rounds` */
  adoptHistory(rounds) {
    for (const past of rounds) {
      this.#remember({ ...past, voided: past.voided === true || past.phase === 'voided' });
    }
    this.emit();
  }

  /** @param {{ roundId: string, facts: any[], omitted?: number }} snapshot of the channel `rounds` */
  adoptBoard({ roundId, facts, omitted }) {
    this.board.merge(roundId, facts);
    this.board.omit(roundId, omitted ?? 0);
    this.emit();
  }

  /**
   * @param {number} now the server's milliseconds
   * @returns {Phase}
   */
  phase(now) {
    const round = this.round;
    if (round === null) return 'waking';
    if (round.stage === 2) {
      const asleep = this.#idle || now > (round.crashedAt ?? round.startsAt) + IDLE_AFTER_MS;
      return asleep ? 'waking' : round.voided ? 'voided' : 'crashed';
    }
    if (this.#idle) return 'waking';
    if (now < round.closesAt) return 'open';
    return round.stage === 1 && now >= round.startsAt ? 'flying' : 'locked';
  }

  /**
   * @param {number} now the server's milliseconds
   * @returns {number | null} hundredths on the curve, null while nothing flies
   */
  multiplier(now) {
    return this.round !== null && this.phase(now) === 'flying'
      ? multiplierAt(now - this.round.startsAt)
      : null;
  }

  /** Forgets everything: the house plays another history now. */
  clear() {
    this.round = null;
    this.history = [];
    this.board = new Board();
    this.witnessed.clear();
    this.#told.clear();
    this.#idle = false;
    this.emit();
  }

  /**
   * @param {string} roundId
   * @returns {Past | null} how a round ended, null while it has not or when it is long past
   */
  outcomeOf(roundId) {
    return this.history.find((past) => past.roundId === roundId) ?? null;
  }

  /** @param {any} data */
  #open(data) {
    if (this.round !== null && !isLater(data.roundId, this.round.roundId)) return;
    this.#idle = false;
    this.round = {
      roundId: data.roundId,
      opensAt: data.opensAt,
      closesAt: data.closesAt,
      startsAt: data.startsAt,
      commitment: data.commitment,
      beacon: data.beacon,
      minStake: BigInt(data.minStake),
      maxStake: BigInt(data.maxStake),
      maxProfit: BigInt(data.maxProfit),
      stage: 0,
    };
    if (!data.gameHash && data.commitment) {
      this.#witness(data.roundId, { commitment: data.commitment, beaconRound: data.beacon?.round });
    }
    if (this.#isNews(data.roundId, 0)) this.tell('round_open', this.round);
  }

  /** @param {any} data */
  #started(data) {
    const round = this.round;
    if (round?.roundId !== data.roundId || round?.stage !== 0) return;
    const startsAt = data.startsAt ?? round.startsAt;
    const { roundId } = round;
    this.round = { ...round, startsAt, forcedAt: data.forcedAt, signature: data.signature, stage: 1 };
    if (this.#isNews(roundId, 1)) this.tell('round_start', { roundId, startsAt, forcedAt: data.forcedAt });
  }

  /**
   * @param {string} roundId
   * @param {any} end
   */
  #over(roundId, { crash, crashedAt, gameHash, voided }) {
    this.#remember({ roundId, crash, voided });
    const { round } = this;
    if (round?.roundId === roundId && round.stage < 2) {
      this.round = { ...round, stage: 2, crash, crashedAt, gameHash, voided };
    }
    if (!this.#isNews(roundId, 2)) return;
    if (voided) this.tell('round_void', { roundId, gameHash });
    else this.tell('round_crash', { roundId, crash, crashedAt, gameHash });
  }

  /**
   * @param {string} roundId
   * @param {number} stage
   * @returns {boolean} whether listeners have not been told of it yet
   */
  #isNews(roundId, stage) {
    if ((this.#told.get(roundId) ?? -1) >= stage) return false;
    this.#told.set(roundId, stage);
    const oldest = this.#told.keys().next().value;
    if (this.#told.size > MAX_HISTORY && oldest !== undefined) this.#told.delete(oldest);
    return true;
  }

  /** @param {Past} past */
  #remember({ roundId, crash, voided = false }) {
    if (this.outcomeOf(roundId) !== null) return;
    // The start tells where the round pays everybody: without it the terms are not known.
    const isSeen = this.round?.roundId === roundId && this.round.stage > 0;
    const { maxProfit, forcedAt } = isSeen && this.round ? this.round : {};
    this.history = [...this.history, { roundId, crash, voided, maxProfit, forcedAt }]
      .sort((a, b) => (isLater(a.roundId, b.roundId) ? -1 : 1))
      .slice(0, MAX_HISTORY);
  }

  /**
   * @param {string} roundId
   * @param {Witnessed} seen
   */
  #witness(roundId, seen) {
    this.witnessed.set(roundId, seen);
    if (this.witnessed.size > MAX_HISTORY) {
      this.witnessed.delete(/** @type {string} */ (this.witnessed.keys().next().value));
    }
  }
}

/**
 * @param {string} a round id: digits, growing
 * @param {string} b
 */
export function isLater(a, b) {
  return BigInt(a) > BigInt(b);
}
