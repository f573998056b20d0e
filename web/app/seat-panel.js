/**
 * One of the two seats: stake, auto cash-out, and the one button that matters now.
 *
 * A bet outside the betting window waits for the next round in this window alone and can be taken
 * back until it is sent. A cash-out is sent on the press, not on the release, and once.
 * @module
 */

import { formatMultiplier, multiplierAt } from '../lib/curve.js';
import { seatView } from '../lib/seat.js';
import { validateBet } from '../lib/bet-validation.js';
import { formatEther, parseEther, payoutOf } from '../lib/wei.js';
import { find, make, mark, say, show } from './dom.js';
import { explain } from './messages.js';
import { refusalText } from './limits-words.js';
import { SeatMemory } from './seat-memory.js';
import { ether, placedNotice, placedText, resultText, runningEther } from './seat-words.js';

/** After a cash-out the same spot holds no other button for a moment: a second click is no bet. */
const COOL_MS = 900;

/**
 * @typedef {import('../lib/bet-validation.js').Wish} Wish
 * @typedef {import('../lib/seat.js').SeatView & { now: number, phase: import('../lib/game.js').Phase }} View
 */

export class SeatPanel {
  #house;
  #seat;
  #form;
  /** @type {HTMLInputElement} */
  #stake;
  /** @type {HTMLInputElement} */
  #auto;
  /** @type {HTMLButtonElement} */
  #bet;
  /** @type {HTMLButtonElement} */
  #cashout;
  /** The same button once more, for a dialog that covers the page: see {@link CashoutStrip}. */
  #twin;
  /** @type {HTMLElement} */
  #result;
  #toasts;
  #askSignIn;
  /** @type {Wish | null} */
  #queued = null;
  #coolUntil = 0;
  /** @type {string | null} why the last try did not work */
  #error = null;
  /** @type {bigint | null} what there was when it was judged here; null where the house judged */
  #judgedWith = null;
  #memory;
  /** @type {string | null | undefined} who sits here; undefined before anybody was looked for */
  #sitter = undefined;

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {number} seat 1 or 2
   * @param {object} page
   * @param {import('./toasts.js').Toasts} page.toasts
   * @param {() => void} page.askSignIn
   * @param {Storage} page.storage of this browser
   */
  constructor(house, seat, { toasts, askSignIn, storage }) {
    this.#house = house;
    this.#seat = seat;
    this.#memory = new SeatMemory(storage, seat);
    this.#toasts = toasts;
    this.#askSignIn = askSignIn;
    this.#form = find('#seat-template').content.firstElementChild.cloneNode(true);
    this.#stake = this.#part('stake');
    this.#auto = this.#part('auto');
    this.#bet = this.#part('bet');
    this.#cashout = this.#part('cashout');
    this.#twin = make('button', { type: 'button', class: 'cashout', 'data-testid': `strip-${seat}` });
    this.#result = this.#part('result');
    this.#name();
    this.#listen();
    find('.seats').append(this.#form);
  }

  /** The wish for the next round is this window's only, and not kept while nobody looks. */
  forget() {
    this.#queued = null;
  }

  /** @returns {HTMLButtonElement | null} another button that cashes its bet out, while that flies */
  get twin() {
    return this.#cashout.hidden ? null : this.#twin;
  }

  /** @param {number} now the server's milliseconds */
  draw(now) {
    const { player, game, session } = this.#house;
    if (session.player !== this.#sitter) this.#sitDown(session.player);
    /** @type {View} */
    const view = { ...seatView(player, game, this.#seat, now), now, phase: game.phase(now) };
    if (this.#judgedWith !== null && player.shown?.available !== this.#judgedWith) this.#correct();
    // A wish does not outlive a pause: nobody is to be surprised by a bet when it ends.
    if (game.bettingPaused) this.#queued = null;
    if (this.#queued && view.phase === 'open' && !view.busy && session.player) this.#send(this.#queued, {});
    mark(this.#form, 'data-status', this.#queued ? 'queued' : view.status);
    this.#drawCashout(view);
    this.#drawBet(view);
    this.#drawResult(view);
  }

  /**
   * Nothing of one player stays for the next: no wish, no complaint, no amount.
   * @param {string | null} player
   */
  #sitDown(player) {
    this.#sitter = player;
    this.forget();
    this.#correct();
    this.#coolUntil = 0;
    const { stake, auto } = this.#memory.recall(player);
    this.#stake.value = stake;
    this.#auto.value = auto;
  }

  /**
   * Each part is named after its seat, for labels and for tests.
   * @param {string} name
   */
  #part(name) {
    const part = find(`[data-part="${name}"]`, this.#form);
    part.id = part.dataset.testid = `${name}-${this.#seat}`;
    return part;
  }

  #name() {
    for (const label of this.#form.querySelectorAll('[data-for]')) {
      label.htmlFor = `${label.dataset.for}-${this.#seat}`;
    }
    this.#form.setAttribute('aria-label', `Bet ${this.#seat}`);
    for (const field of [this.#stake, this.#auto]) field.setAttribute('aria-describedby', this.#result.id);
  }

  #listen() {
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      // A key in a field presses the button that is seen: where that is "Cash out", it presses none.
      if (!this.#bet.hidden) this.#press();
    });
    this.#form.addEventListener('input', () => this.#correct());
    for (const button of [this.#cashout, this.#twin]) {
      button.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => {
        if (event.button === 0) this.#cashOut();
      });
      button.addEventListener('click', () => this.#cashOut());
    }
    for (const button of this.#form.querySelectorAll('.quick button')) {
      button.addEventListener('click', () => this.#adjust(button.dataset));
    }
  }

  /** @param {DOMStringMap} change */
  #adjust({ preset, factor }) {
    const stake = parseEther(this.#stake.value) ?? 0n;
    const bounds = this.#house.game.boundsOf(this.#house.session.player);
    let wanted = preset ? (parseEther(preset) ?? 0n) : factor === 'half' ? stake / 2n : stake * 2n;
    if (bounds && wanted > bounds.maxStake) wanted = bounds.maxStake;
    if (bounds && wanted < bounds.minStake) wanted = bounds.minStake;
    this.#stake.value = formatEther(wanted);
    this.#correct();
  }

  /** What was wrong is being mended: the complaint goes. */
  #correct() {
    this.#error = null;
    this.#judgedWith = null;
    for (const field of [this.#stake, this.#auto]) field.removeAttribute('aria-invalid');
  }

  #press() {
    if (!this.#house.session.player) {
      this.#askSignIn();
      return;
    }
    if (this.#queued) {
      this.#queued = null;
      return;
    }
    const wish = this.#read();
    if (wish === null) return;
    const { game, clock } = this.#house;
    const now = clock.now();
    const { busy } = seatView(this.#house.player, game, this.#seat, now);
    if (game.phase(now) === 'open' && !busy) this.#send(wish, this.#house.player.expected);
    else this.#queued = wish;
  }

  /** @returns {Wish | null} null after saying what is wrong */
  #read() {
    const { game, player, session, local } = this.#house;
    const available = player.shown?.available ?? null;
    const bounds = game.boundsOf(session.player);
    const judged = validateBet(this.#stake.value, this.#auto.value, { bounds, available, local });
    if (judged.ok) return judged.wish;
    const field = judged.field === 'stake' ? this.#stake : this.#auto;
    this.#error = judged.why;
    this.#judgedWith = available;
    field.setAttribute('aria-invalid', 'true');
    field.focus();
    return null;
  }

  /**
   * @param {Wish} wish
   * @param {{ expectedVersion?: number }} expected what was seen with it; nothing of a wish that waited
   */
  async #send(wish, expected) {
    const { player, game, session } = this.#house;
    const { round } = game;
    this.#queued = null;
    this.#correct();
    if (round === null) return;
    if (session.player) {
      this.#memory.keep(session.player, { stake: this.#stake.value, auto: this.#auto.value });
    }
    const answer = await player.place({
      roundId: round.roundId,
      seat: this.#seat,
      ...wish,
      ...expected,
    });
    if (answer.ok) {
      this.#toasts.show(placedNotice(wish.stake), 'good');
      return;
    }
    const { protection } = this.#house;
    if (answer.problem.code === 'PLAYER_LIMIT') await protection.refresh();
    this.#error = refusalText(answer.problem, protection.state, wish.stake);
    this.#toasts.show(this.#error, 'bad');
  }

  async #cashOut() {
    const { player } = this.#house;
    const bet = player.betOn(this.#seat);
    if (bet === null || bet.outcome !== null || player.cashing.has(bet.betId)) return;
    const sent = player.cashOut(bet.betId);
    this.draw(this.#house.clock.now());
    const answer = await sent;
    this.#coolUntil = performance.now() + COOL_MS;
    if (answer && !answer.ok) this.#toasts.show(explain(answer.problem), 'bad');
  }

  /** @param {View} view */
  #drawCashout({ status, bet, now }) {
    const { round } = this.#house.game;
    const flying = status === 'flying' || status === 'cashing';
    const hadFocus = document.activeElement === this.#bet || document.activeElement === this.#cashout;
    const swapped = this.#cashout.hidden === flying;
    show(this.#cashout, flying);
    show(this.#bet, !flying);
    if (swapped && hadFocus) (flying ? this.#cashout : this.#bet).focus();
    if (!flying || bet === null || round === null) return;
    const multiplier = Math.min(multiplierAt(now - round.startsAt), round.forcedAt ?? Infinity);
    const payout = payoutOf(bet.stake, multiplier, round.maxProfit);
    const isOffline = this.#house.sync.state === 'offline';
    const isLargest = payout - bet.stake >= round.maxProfit;
    const promise = (/** @type {bigint} */ wei) =>
      `${runningEther(wei)}${isLargest ? ', the largest profit' : ''}`;
    const [action, detail] =
      status === 'cashing'
        ? ['Cashing out…', `stake ${ether(bet.stake)}`]
        : ['Cash out', isOffline ? 'not connected: sent when the line is back' : promise(payout)];
    for (const button of [this.#cashout, this.#twin]) {
      button.disabled = status === 'cashing';
      label(button, action, detail);
      mark(button, 'data-offline', String(isOffline));
    }
  }

  /** @param {View} view */
  #drawBet(view) {
    const { status, bet, phase, busy } = view;
    const cooling = performance.now() < this.#coolUntil;
    const stake = parseEther(this.#stake.value);
    const amount = stake === null ? '' : ether(stake);
    const waiting =
      status === 'placing' ||
      cooling ||
      (busy && (phase === 'open' || phase === 'locked')) ||
      status === 'target';
    const signedIn = this.#house.session.player !== null;
    const paused = this.#house.game.bettingPaused && signedIn;
    const unfunded = this.#house.game.unfunded && signedIn && phase === 'open' && !busy;
    this.#bet.disabled = waiting || paused || unfunded;
    if (!signedIn) label(this.#bet, 'Sign in', 'to place a bet');
    else if (status === 'placing') label(this.#bet, 'Placing…', amount);
    else if (cooling) label(this.#bet, status === 'won' ? 'Cashed out' : 'Too late', '');
    else if (status === 'placed' && busy) label(this.#bet, 'Bet placed', placedText(bet));
    else if (status === 'target') label(this.#bet, 'Cashed out', `at ${formatMultiplier(view.target)}`);
    else if (paused) label(this.#bet, 'Paused', 'no bets are taken for now');
    else if (unfunded) label(this.#bet, 'No bets', 'the house has no bankroll');
    else if (this.#queued) label(this.#bet, 'Cancel', `${ether(this.#queued.stake)} next round`);
    else if (phase === 'open' && !busy) label(this.#bet, 'Bet', amount);
    else label(this.#bet, 'Bet next round', amount);
  }

  /** @param {View} view */
  #drawResult({ status, bet, target }) {
    const [tone, text] = this.#error ? ['bad', this.#error] : resultText(status, bet, target);
    mark(this.#result, 'data-tone', tone);
    // What an earlier round brought stays readable, but steps back.
    const old = bet !== null && bet.roundId !== this.#house.game.round?.roundId;
    mark(this.#result, 'data-old', String(old && !this.#error));
    say(this.#result, text);
  }
}

/**
 * @param {HTMLElement} button
 * @param {string} action
 * @param {string} detail
 */
function label(button, action, detail) {
  const [first, second] = button.children;
  if (!first) button.append(make('b', {}, action), make('span', {}, detail));
  else {
    say(/** @type {HTMLElement} */ (first), action);
    say(/** @type {HTMLElement} */ (second), detail);
  }
}
