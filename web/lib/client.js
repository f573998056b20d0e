/**
 * Everything of the library wired together: one object that a page creates and listens to.
 * @module
 */

import { Api } from './api.js';
import { BetLog } from './bet-log.js';
import { transportOf, ownTransportOf } from './transport.js';
import { PRIVATE_CHANNELS, PUBLIC_CHANNELS } from './channels.js';
import { Clock } from './clock.js';
import { Deposits } from './deposits.js';
import { Game } from './game.js';
import { LATE_MS, Staleness } from './staleness.js';
import { Player } from './player.js';
import { Protection } from './protection.js';
import { Session } from './session.js';
import { PlaySession } from './play-session.js';
import { Signal } from './store.js';
import { Sync } from './sync.js';
import { Telemetry } from './telemetry.js';
import { DevelopmentWallet, signIn } from './wallet.js';
import { watchWindow } from './window.js';
import { Withdrawals } from './withdrawals.js';

const HISTORY_ROUNDS = 30;
/** How often the shown balance is held against the ledger. */
const SYNC_MS = 15_000;
const LEAST_SYNC_MS = 1_000;
/** How often the limits are asked for again, where nobody answered. */
const LIMITS_MS = 5_000;

export class FairfallClient {
  clock = new Clock();
  game = new Game();
  /** Tells of everything that is no round's and no account's: connection, session, place. */
  changed = new Signal();
  /** Whether this is a developer's machine, with a faucet and a development wallet. */
  local = false;
  /** @type {(code: string) => void} told when the session was ended from outside */
  onSessionLost = () => {};
  #plays;
  #lookout = new Staleness();
  /** @type {Map<string, BetLog>} by channel */
  #logs = new Map();
  #syncInterval;
  /** When the shown balance was last held against the ledger. */
  #reconciled = 0;
  /** When the limits were asked for again. */
  #askedLimits = 0;
  /** What the last poll answered, to tell news from more of the same. */
  #polled = '';
  /** Counts the histories: what was asked in one says nothing of the next. */
  #history = 0;

  /**
   * @param {object} place
   * @param {Storage} place.own of this window
   * @param {Storage} place.shared of the browser
   * @param {string} [place.origin] of the house, as in `https://play.example`
   * @param {string} [place.apiBaseUrl] the same, for a house under a path or on another host: HTTP and
   *   sockets both go there
   * @param {number} [place.syncInterval] milliseconds between two looks at the ledger's balance while
   *   the page is seen; 15,000 unless said otherwise
   * @param {import('./telemetry.js').Trace | null} [place.trace] hears what the connection goes through
   * @param {boolean} [place.alone] whether to keep a socket of its own, also where tabs could share one
   * @param {(usual: import('./socket.js').Carrier) => import('./socket.js').Carrier} [place.around] wraps
   *   what carries the messages, for a page that shows or disturbs it
   * @param {boolean} [place.plays] whether this page shows the game; one that does not has a socket
   *   of its own, so that it hears of nothing that it does not show, and keeps no house awake
   */
  constructor({
    own,
    shared,
    origin,
    apiBaseUrl,
    syncInterval = SYNC_MS,
    trace = null,
    plays = true,
    alone = !plays,
    around = (usual) => usual,
  }) {
    const house = baseOf(apiBaseUrl ?? origin);
    if (!(syncInterval >= LEAST_SYNC_MS)) {
      throw new TypeError(`syncInterval is at least ${LEAST_SYNC_MS} milliseconds`);
    }
    this.#plays = plays;
    this.#syncInterval = syncInterval;
    this.session = new Session(own, shared);
    this.api = new Api({ base: house, token: () => this.session.token });
    this.player = new Player(this.api);
    this.protection = new Protection(this.api, () => this.player.balance?.version ?? 0);
    this.deposits = new Deposits(this.api);
    this.withdrawals = new Withdrawals(this.api, this.player);
    this.sitting = new PlaySession(own, this.api);
    this.development = new DevelopmentWallet(this.api);
    const telemetry = new Telemetry(trace);
    this.clock.onjump = () => this.sync.check();
    const base = plays ? PUBLIC_CHANNELS : ['settings'];
    this.sync = new Sync({
      telemetry,
      carrier: around(
        (alone ? ownTransportOf : transportOf)({
          address: () => this.#socketAddress(house),
          identity: () => `fairfall:${house}:${this.session.player ?? 'spectator'}`,
          telemetry,
        }),
      ),
      channels: () => (plays && this.session.token ? [...base, ...PRIVATE_CHANNELS] : base),
      extras: () => [...this.#logs.values()].filter((log) => !log.refused).map(({ channel }) => channel),
      poll: () => this.#poll(),
      canChange: () => this.#canChange(),
      onEvent: (event) => this.#apply(event),
      onSnapshot: (channel, snapshot, position) => this.#adopt(channel, snapshot, position),
      onRefused: (channel, problem) => this.#logs.get(channel)?.refuse(problem),
      onReplaced: (channel) => this.#forget(channel),
      seen: (channel) => this.#seen(channel),
      onState: () => this.changed.emit(),
      clock: this.clock,
    });
  }

  /** @returns {Readonly<import('./telemetry.js').Counters>} what the connection went through so far */
  get counters() {
    return this.sync.telemetry.counters;
  }

  /**
   * Pauses and wakes with a window, until the returned function is called.
   * @param {Window} page
   */
  watchWindow(page) {
    return watchWindow(this.sync, this.clock, page);
  }

  /** Looks around and connects. */
  async start() {
    this.sync.resume();
    if (this.#plays) this.#loadHistory();
    if (this.#plays && this.session.player) this.#refreshPlayer();
    this.local = await this.development.isHere();
    this.changed.emit();
  }

  /**
   * @param {import('./wallet.js').Wallet} wallet
   * @param {AbortSignal} [signal] leaves a wallet that does not answer
   * @returns {Promise<import('./api.js').Answer<any>>}
   */
  async signIn(wallet, signal) {
    const answer = await signIn(this.api, wallet, signal);
    if (!answer.ok) return answer;
    this.session.begin(answer.value);
    for (const channel of PRIVATE_CHANNELS) this.#forget(channel);
    this.sync.identify();
    this.changed.emit();
    if (this.#plays) await this.#refreshPlayer();
    return answer;
  }

  signOut() {
    this.session.end();
    for (const channel of PRIVATE_CHANNELS) this.#forget(channel);
    this.sync.identify();
    this.changed.emit();
  }

  /**
   * Follows one week of a pool's bets, until {@link closeBetLog}.
   * @param {string} pool
   * @param {string} weekKey date of the week's first day
   * @param {{ compatible?: boolean }} [form] `compatible` tells everything a second time, as `message`, in
   *   the form of an older system; the first one to open a week decides
   * @returns {BetLog} the same one for the same week
   */
  openBetLog(pool, weekKey, { compatible = false } = {}) {
    const log = new BetLog(this.api, { pool, weekKey }, { compatible, now: () => this.clock.now() });
    const open = this.#logs.get(log.channel);
    if (open) return open;
    this.#logs.set(log.channel, log);
    this.sync.follow();
    return log;
  }

  /** @param {BetLog} log */
  closeBetLog(log) {
    if (this.#logs.get(log.channel) !== log) return;
    this.#logs.delete(log.channel);
    if (!this.#plays) this.sync.leave(log.channel);
    this.sync.forget(log.channel);
  }

  /** To be called about once a second: asks where something should have come and has not. */
  watch() {
    const local = this.clock.local();
    if (!this.#plays) return;
    this.#reconcile(local);
    if (
      this.protection.isUnanswered &&
      this.sync.state === 'live' &&
      local - this.#askedLimits >= LIMITS_MS
    ) {
      this.#askedLimits = local;
      this.protection.refresh();
    }
    if (this.sync.state !== 'paused') this.withdrawals.watch(local);
    const awaited = this.#awaited();
    if (awaited === null) this.#lookout.rest(this.sync.crowding);
    else if (this.#lookout.asks(awaited, local)) this.sync.check();
  }

  /**
   * What no event and no poll has brought is found here; a hidden page asks nothing.
   * @param {number} local
   */
  async #reconcile(local) {
    const { token } = this.session;
    if (!token || this.sync.state === 'paused' || this.sync.state === 'polling') return;
    if (local - this.#reconciled < this.#syncInterval * this.sync.crowding) return;
    this.#reconciled = local;
    const answer = await this.player.reconcile();
    if (!answer.ok) this.#judge(answer.problem, token);
  }

  /** @returns {import('./staleness.js').Awaited | null} */
  #awaited() {
    const { round } = this.game;
    const now = this.clock.now();
    const phase = this.game.phase(now);
    if (phase === 'locked' && round !== null && now > round.startsAt + LATE_MS) return 'start';
    if (this.player.awaitsPayment(this.game)) return 'payment';
    return phase === 'open' ? null : 'anything';
  }

  /** @param {import('./cursor.js').Event} event */
  #apply(event) {
    if (event.channel === 'settings') return this.game.adoptSettings(event.data);
    if (event.channel === 'deposits') return this.deposits.apply(event);
    const log = this.#logs.get(event.channel);
    if (log) return log.apply(event);
    this.#lookout.heard(this.clock.local(), this.sync.crowding);
    if (event.channel === 'account') this.player.apply(event);
    else this.game.apply(event);
    const kind = event.data?.kind;
    if (kind === 'limits') this.protection.refresh();
    // Whichever window asked for it: this one shows it too.
    if (typeof kind === 'string' && kind.startsWith('withdrawal')) this.withdrawals.refresh();
  }

  /**
   * @param {string} channel
   * @param {any} snapshot
   * @param {import('./cursor.js').Position | null} position
   */
  #adopt(channel, snapshot, position) {
    if (channel === 'account') {
      this.player.adopt(snapshot);
      // What changed while nobody listened is in no snapshot of the balance.
      this.protection.refresh();
      if (this.withdrawals.terms !== null) this.withdrawals.refresh();
    } else if (channel === 'deposits') this.deposits.adopt(snapshot, Number(position));
    else if (channel === 'rounds') this.game.adoptBoard(snapshot);
    else if (channel === 'settings') this.game.adoptSettings(snapshot);
    else if (channel === 'game') this.game.adopt(snapshot);
    else this.#logs.get(channel)?.adopt(snapshot, Number(position));
  }

  /** @param {string} channel */
  #seen(channel) {
    // A round is named after its place in the journal of the game.
    if (channel === 'game') return Number(this.game.round?.roundId ?? 0);
    if (channel === 'account') return this.player.balance?.version ?? 0;
    if (channel === 'deposits') return this.deposits.version;
    return this.#logs.get(channel)?.revision ?? 0;
  }

  /** @param {string} channel */
  #forget(channel) {
    this.#logs.get(channel)?.clear();
    if (channel === 'account') {
      this.player.clear();
      this.protection.clear();
      this.withdrawals.clear();
    }
    if (channel === 'deposits') this.deposits.clear();
    if (channel === 'game') {
      this.#history += 1;
      this.game.clear();
    }
  }

  /** @param {string} base */
  async #socketAddress(base) {
    const address = `${base.replace(/^http/, 'ws')}/ws`;
    const { token } = this.session;
    if (!token) return address;
    const answer = await this.api.post('/v1/socket-ticket');
    if (answer.ok) return `${address}?ticket=${encodeURIComponent(answer.value.ticket)}`;
    this.#judge(answer.problem, token);
    throw new Error(answer.problem.code);
  }

  /** @returns {Promise<'news' | 'same' | 'silence'>} */
  async #poll() {
    if (!this.#plays) return this.#pollLogs();
    const sentAt = this.clock.local();
    const history = this.#history;
    const current = await this.api.poll('/v1/rounds/current');
    if (!current.ok) return 'silence';
    const { serverTime, ...state } = current.value;
    this.clock.sample(sentAt, serverTime);
    if (history !== this.#history) return 'news';
    const before = this.game.round?.roundId;
    this.game.adopt(state);
    if (this.game.round?.roundId !== before) this.#loadHistory();
    if (this.session.token) await this.#refreshPlayer();
    const logs = await this.#pollLogs();
    const polled = JSON.stringify([state, this.player.balance?.version]);
    const isNews = polled !== this.#polled || logs === 'news';
    this.#polled = polled;
    return isNews ? 'news' : 'same';
  }

  /** Others may write into a week at any time; between two rounds of the game nothing moves. */
  #canChange() {
    const phase = this.game.phase(this.clock.now());
    return this.#logs.size > 0 || phase === 'open' || phase === 'locked' || phase === 'flying';
  }

  /** @returns {Promise<'news' | 'same' | 'silence'>} */
  async #pollLogs() {
    const found = await Promise.all([...this.#logs.values()].map((log) => log.poll()));
    if (found.length > 0 && found.every((one) => one === 'silence')) return 'silence';
    return found.includes('news') ? 'news' : 'same';
  }

  async #refreshPlayer() {
    const { token } = this.session;
    const answer = await this.player.refresh();
    if (!answer.ok) this.#judge(answer.problem, token);
    else if (this.protection.state === null) await this.protection.refresh();
  }

  async #loadHistory() {
    const answer = await this.api.get(`/v1/rounds?limit=${HISTORY_ROUNDS}`);
    if (answer.ok) this.game.adoptHistory(answer.value.rounds);
  }

  /**
   * @param {import('./api.js').Problem} problem
   * @param {string | null} token that was refused; a newer session is not its fault
   */
  #judge(problem, token) {
    if (problem.code !== 'UNAUTHENTICATED' || token === null || token !== this.session.token) return;
    this.signOut();
    this.onSessionLost(problem.code);
  }
}

/**
 * @param {string | undefined} address of the house; relative to the page's own, where there is one
 * @returns {string} without a slash at its end
 * @throws {TypeError} where it is none that a browser can ask
 */
function baseOf(address) {
  if (typeof address !== 'string') throw new TypeError('apiBaseUrl (or origin) is missing');
  const url = new URL(address, globalThis.location?.href);
  if (!/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new TypeError(`apiBaseUrl must be an http or https address without a query: ${address}`);
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
