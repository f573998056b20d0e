/**
 * Who is signed in here, and the way out.
 * @module
 */

import { closeOnBackdrop, copyButton, find, make } from '../app/dom.js';
import { dialogHead } from './bet-dialog.js';

export class PlayerDialog {
  #house;
  /** @type {HTMLDialogElement} */
  #dialog = find('#player-dialog');

  /** @param {import('../lib/client.js').FairfallClient} house */
  constructor(house) {
    this.#house = house;
    closeOnBackdrop(this.#dialog);
  }

  /**
   * @param {any} pool the one that is shown; null for none
   * @param {number} unsent changes of this pool that the house has not confirmed
   */
  open(pool, unsent) {
    const { player } = this.#house.session;
    if (player === null) return;
    const leave = () => {
      this.#dialog.close();
      this.#house.signOut();
    };
    const title = pool === null ? 'You are' : `You are ${pool.me.user_name}, ${pool.me.role} of ${pool.name}`;
    this.#dialog.replaceChildren(
      dialogHead(title, 'player-title', this.#dialog),
      make('p', { class: 'code' }, make('code', {}, player), copyButton(player)),
      make('p', { class: 'muted' }, unsentWords(unsent)),
      make(
        'button',
        { type: 'button', class: 'quiet wide', 'data-testid': 'sign-out', onclick: leave },
        'Sign out',
      ),
    );
    this.#dialog.showModal();
  }
}

/** @param {number} unsent */
function unsentWords(unsent) {
  if (unsent === 0) return 'Signing out concerns this window. Your bets stay in the pool.';
  const changes = unsent === 1 ? '1 change is' : `${unsent} changes are`;
  return `${changes} not sent yet. They stay in this browser and are sent when you sign in again.`;
}
