/**
 * How long somebody has been playing in this window, and what came of it.
 *
 * Time counts while the page is visible, and across reloads. What was won or lost is read from the
 * account's own entries since then, bet by bet: deposits and play ether are neither.
 * @module
 */

import { parseWei } from './wei.js';

const STORE_KEY = 'fairfall.sitting';
const MS_PER_MINUTE = 60_000;
/** A longer pause between two looks is a sleeping machine, not playing. */
const MAX_LOOK_MS = 5_000;
const PAGE_ENTRIES = 100;
/** Four hours of two bets a round are some 4,000 entries. */
const MAX_PAGES = 50;

/**
 * @typedef {object} Kept
 * @property {string} player
 * @property {number} playedMs since the last reminder
 * @property {number} since version of the account at the last reminder
 */

export class PlaySession {
  #storage;
  #api;
  /** @type {Kept | null} */
  #kept = null;
  #lastLook = 0;

  /**
   * @param {Storage} storage of this window alone
   * @param {import('./api.js').Api} api
   */
  constructor(storage, api) {
    this.#storage = storage;
    this.#api = api;
  }

  /**
   * To be called about once a second.
   * @param {string | null} player
   * @param {number | null} version of the account, null while it is not known
   * @param {boolean} visible
   * @param {number} local steady milliseconds
   */
  look(player, version, visible, local) {
    const passed = Math.min(local - this.#lastLook, MAX_LOOK_MS);
    this.#lastLook = local;
    if (player === null || version === null) return;
    if (this.#kept?.player !== player) {
      this.#kept = this.#stored(player) ?? { player, playedMs: 0, since: version };
    } else if (visible) {
      this.#kept.playedMs += passed;
    }
    this.#store();
  }

  /** Whole minutes since the last reminder. */
  get minutes() {
    return Math.floor((this.#kept?.playedMs ?? 0) / MS_PER_MINUTE);
  }

  /**
   * Ends what is counted and begins anew.
   * @param {number} version of the account
   * @returns {Promise<bigint | null>} what was won since, negative for a loss; null if nobody can say
   */
  async close(version) {
    const kept = this.#kept;
    if (kept === null) return null;
    const { since } = kept;
    kept.playedMs = 0;
    kept.since = version;
    this.#store();
    return this.#won(since, version);
  }

  /**
   * @param {number} since
   * @param {number} version
   */
  async #won(since, version) {
    let won = 0n;
    let before = version + 1;
    for (let page = 0; page < MAX_PAGES && before > since + 1; page += 1) {
      const path = `/v1/account/entries?limit=${PAGE_ENTRIES}&before=${before}`;
      const answer = await this.#api.get(path);
      if (!answer.ok) return null;
      const entries = answer.value.entries.filter((/** @type {any} */ entry) => entry.version > since);
      for (const entry of entries) won += wonIn(entry);
      before = entries.length < PAGE_ENTRIES ? 0 : entries.at(-1).version;
    }
    return before > since + 1 ? null : won;
  }

  /**
   * @param {string} player
   * @returns {Kept | null}
   */
  #stored(player) {
    try {
      const kept = JSON.parse(this.#storage.getItem(STORE_KEY) ?? 'null');
      const isWhole = Number.isFinite(kept?.playedMs) && Number.isSafeInteger(kept?.since);
      return isWhole && kept.player === player ? kept : null;
    } catch {
      return null;
    }
  }

  #store() {
    try {
      this.#storage.setItem(STORE_KEY, JSON.stringify(this.#kept));
    } catch {
      // Without storage a reload begins anew.
    }
  }
}

/**
 * @param {any} entry of the account's history
 * @returns {bigint} what its bets brought, less their stakes
 */
export function wonIn({ cashout, closes }) {
  let won = 0n;
  for (const end of [...(closes ?? []), ...(cashout ? [cashout] : [])]) {
    // A correction pays a bet whose stake was counted as lost before.
    won += parseWei(end.payout) - (end.result === 'corrected' ? 0n : parseWei(end.stake));
  }
  return won;
}
