/**
 * The right end of the bar: balance, faucet, player; and the dialog behind the player.
 * @module
 */

import { formatEther, WEI_PER_ETHER } from '../lib/wei.js';
import {
  avatar,
  closeOnBackdrop,
  copyButton,
  find,
  hook,
  make,
  mark,
  say,
  show,
  shortAddress,
} from './dom.js';
import { booksOf } from './books-view.js';
import { explain } from './messages.js';
import { findSolvency, isLoud, solvencyOf } from './solvency-view.js';

const PLACES = 5;
const FAUCET = 10n * WEI_PER_ETHER;
const FLASH_MS = 900;
const LOCKED = { play: 'In play', lost: 'Lost', settling: 'Settling' };

export class AccountView {
  #house;
  #toasts;
  #faucet = hook('faucet');
  #balance = find('.balance');
  #available = hook('available');
  #locked = hook('locked');
  #lockedName = find('[data-part="locked-name"]');
  #chip = hook('player');
  #signIn = hook('sign-in');
  #openLimits;
  #deposit = hook('deposit-open');
  #withdraw = hook('withdraw-open');
  /** @type {HTMLDialogElement} */
  #dialog = find('#player-dialog');
  /** @type {bigint | null} */
  #shown = null;

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {{ toasts: import('./toasts.js').Toasts, askSignIn: () => void, openLimits: () => void, openDeposits: () => void, openWithdrawals: () => void }} page
   */
  constructor(house, { toasts, askSignIn, openLimits, openDeposits, openWithdrawals }) {
    this.#house = house;
    this.#openLimits = openLimits;
    this.#toasts = toasts;
    this.#signIn.addEventListener('click', askSignIn);
    this.#chip.addEventListener('click', () => this.#openPlayer());
    this.#faucet.addEventListener('click', () => this.#takePlayEther());
    this.#deposit.addEventListener('click', openDeposits);
    this.#withdraw.addEventListener('click', openWithdrawals);
    closeOnBackdrop(this.#dialog);
  }

  render() {
    const { session, player, local } = this.#house;
    const signedIn = session.player !== null;
    show(this.#signIn, !signedIn);
    show(this.#chip, signedIn);
    show(this.#balance, signedIn);
    show(this.#faucet, signedIn && local);
    show(this.#deposit, signedIn);
    show(this.#withdraw, signedIn);
    if (session.player && this.#chip.dataset.player !== session.player) {
      this.#chip.dataset.player = session.player;
      this.#chip.title = session.player;
      this.#chip.replaceChildren(avatar(session.player), make('span', {}, shortAddress(session.player)));
      this.#checkSolvency(session.player);
    }
    if (!signedIn) delete this.#chip.dataset.player;
    this.#amount(this.#available, player.shown?.available ?? null);
    this.#amount(this.#locked, player.shown?.locked ?? null);
    // A lost stake leaves the account up to a minute later, or with the next bet.
    say(this.#lockedName, LOCKED[player.lockedAs(this.#house.game)]);
    this.#flash(player.shown?.available ?? null);
  }

  /**
   * Once for each visit of a player.
   * @param {string} player
   */
  async #checkSolvency(player) {
    const finding = await findSolvency(this.#house, player);
    if (isLoud(finding)) this.#toasts.show(finding.sentence, 'bad');
  }

  /**
   * @param {HTMLElement} element
   * @param {bigint | null} wei
   */
  #amount(element, wei) {
    say(element, wei === null ? '–' : `${formatEther(wei, PLACES)} ETH`);
    mark(element, 'data-wei', wei === null ? '' : String(wei));
    mark(element, 'title', wei === null ? '' : `${formatEther(wei)} ETH`);
  }

  /** @param {bigint | null} available */
  #flash(available) {
    const before = this.#shown;
    this.#shown = available;
    if (before === null || available === null || before === available) return;
    const way = available > before ? 'up' : 'down';
    mark(this.#available, 'data-flash', way);
    setTimeout(() => this.#available.removeAttribute('data-flash'), FLASH_MS);
  }

  async #takePlayEther() {
    this.#faucet.disabled = true;
    const answer = await this.#house.player.takePlayEther(FAUCET);
    this.#faucet.disabled = false;
    if (answer.ok) this.#toasts.show('10 play ether are yours. Good luck!', 'good');
    else this.#toasts.show(explain(answer.problem), 'bad');
  }

  #openPlayer() {
    const address = this.#house.session.player;
    if (!address) return;
    const leave = () => {
      this.#dialog.close();
      this.#house.signOut();
    };
    const limits = () => {
      this.#dialog.close();
      this.#openLimits();
    };
    this.#dialog.replaceChildren(
      make(
        'div',
        { class: 'dialog-head' },
        make('h2', { id: 'player-title' }, 'You play as'),
        make(
          'button',
          { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => this.#dialog.close() },
          '×',
        ),
      ),
      make('p', { class: 'code' }, make('code', {}, address), copyButton(address)),
      booksOf(this.#house.api),
      solvencyOf(this.#house, address),
      make(
        'button',
        { type: 'button', class: 'quiet wide', 'data-testid': 'limits', onclick: limits },
        'Play responsibly',
      ),
      make(
        'p',
        { class: 'muted' },
        'Signing out concerns this window. Bets in play go on and are paid to your balance.',
      ),
      make(
        'button',
        { type: 'button', class: 'quiet wide', 'data-testid': 'sign-out', onclick: leave },
        'Sign out',
      ),
    );
    this.#dialog.showModal();
  }
}
