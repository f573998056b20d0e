/**
 * Each message that a house sends, made up, and told to models of its own: what a page would do with
 * it can be seen without a house that sends it, and nothing of it reaches the house or another page.
 * @module
 */

import { BetLog } from '../lib/bet-log.js';
import { Deposits } from '../lib/deposits.js';
import { Game } from '../lib/game.js';
import { Player } from '../lib/player.js';

const WEEK = '2026-11-30';
const POOL = 'simulated';
const ETHER = '1000000000000000000';
const STAKE = '10000000000000000';
const HASH = '0'.repeat(64);

/** Types in the order in which a round and a week go through them. */
export const TYPES = /** @type {const} */ ([
  'round_open',
  'round_start',
  'bets',
  'round_crash',
  'round_void',
  'settings_changed',
  'balance_update',
  'deposits_update',
  'bet_created',
  'bet_updated',
  'bet_deleted',
]);

/** @typedef {typeof TYPES[number]} Type */

export class Simulation {
  #now;
  #game = new Game();
  #silent = { get: async () => REFUSED, getChanged: async () => REFUSED, operate: async () => REFUSED };
  #player = new Player(/** @type {any} */ (this.#silent));
  #deposits = new Deposits(/** @type {any} */ (this.#silent));
  #log = new BetLog(/** @type {any} */ (this.#silent), { pool: POOL, weekKey: WEEK });
  #round = 0;
  #facts = 0;
  /** @type {Record<string, number>} the newest id of a channel */
  #ids = {};
  /** @type {string[]} what was told since the last look */
  #told = [];

  /** @param {() => number} now the house's milliseconds */
  constructor(now) {
    this.#now = now;
    this.#log.adopt({ bets: [] }, 0);
    /** @type {Record<string, any>} */
    const models = { game: this.#game, player: this.#player, week: this.#log };
    for (const [name, model] of Object.entries(models)) {
      const tell = /** @type {any} */ (model.tell.bind(model));
      model.tell = (/** @type {any} */ what, /** @type {any} */ detail) => {
        this.#told.push(`${name}: ${what}`);
        return tell(what, detail);
      };
    }
  }

  /**
   * @param {Type} type
   * @returns {import('../lib/cursor.js').Event} the next event of that type, as it would be on the wire
   */
  next(type) {
    const channel = channelOf(type);
    if (type === 'round_open') this.#round += 1;
    const id = channel === 'rounds' ? (this.#facts += 1) : (this.#ids[channel] ?? 0) + 1;
    this.#ids[channel] = id;
    return { channel, id, type, at: this.#now(), data: this.#data(type, id) };
  }

  /**
   * Tells the models.
   * @param {import('../lib/cursor.js').Event} event
   * @returns {string[]} what they tell a page of it
   */
  apply(event) {
    this.#told = [];
    if (event.channel === 'account') this.#player.apply(event);
    else if (event.channel === 'deposits') this.#deposits.apply(event);
    else if (event.channel === 'settings') this.#game.adoptSettings(event.data);
    else if (event.channel.startsWith('week:')) this.#log.apply(event);
    else this.#game.apply(event);
    return this.#told;
  }

  /**
   * @param {Type} type
   * @param {number} id
   * @returns {any}
   */
  #data(type, id) {
    const now = this.#now();
    const roundId = String(Math.max(1, this.#round));
    const week = { type, weekKey: WEEK, timestamp: now, by: 'Gus', player: `0x${'ab'.repeat(20)}` };
    switch (type) {
      case 'round_open':
        return {
          roundId,
          opensAt: now,
          closesAt: now + 6_000,
          startsAt: now + 8_000,
          commitment: HASH,
          minStake: '1',
          maxStake: ETHER,
          maxProfit: ETHER,
        };
      case 'round_start':
        return { roundId, startsAt: now };
      case 'round_crash':
        return { roundId, crash: 212, crashedAt: now, gameHash: HASH };
      case 'round_void':
        return { roundId, reason: 'simulated', gameHash: HASH };
      case 'bets':
        return { roundId, facts: [] };
      case 'settings_changed':
        return { bettingPaused: id % 2 === 1, rolloutPercent: 0 };
      case 'balance_update':
        return {
          kind: 'deposit',
          available: String(BigInt(STAKE) * BigInt(id)),
          locked: '0',
          version: id,
          bets: [],
        };
      case 'deposits_update':
        return { step: id, head: id, needed: 12, pending: [deposit(id)], ended: [] };
      case 'bet_created':
        return { ...week, updateType: 'manual', data: bet(`sim-${id}`, 'open') };
      case 'bet_updated':
        return { ...week, updateType: 'grade', data: bet(this.#newest(), 'won') };
      default:
        return { ...week, updateType: 'delete', data: { betIds: [this.#newest()] } };
    }
  }

  #newest() {
    return this.#log.bets?.at(-1)?.betId ?? 'sim-0';
  }
}

const REFUSED = { ok: false, problem: { code: 'SIMULATED' } };

/** @param {Type} type */
function channelOf(type) {
  if (type.startsWith('round_')) return 'game';
  if (type === 'bets') return 'rounds';
  if (type === 'settings_changed') return 'settings';
  if (type === 'balance_update') return 'account';
  if (type === 'deposits_update') return 'deposits';
  return `week:${POOL}:${WEEK}`;
}

/** @param {number} block */
function deposit(block) {
  const hash = `0x${HASH}`;
  return { key: `deposit:1:${hash}:N`, hash, amount: STAKE, block, confirmations: 1, state: 'seen' };
}

/**
 * @param {string} betId
 * @param {string} status
 */
function bet(betId, status) {
  const leg = { league: 'NFL', away_team: 'Bears', home_team: 'Lions', market: 'moneyline', odds: '+150' };
  return {
    betId,
    user_name: 'Max',
    bet_data: { kind: 'straight', stake: '1', legs: [{ ...leg, kickoff: 0 }] },
    bet_status: [status],
    payout_data: {},
  };
}
