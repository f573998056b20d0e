/**
 * What flies can be cashed out wherever one is: an open dialog covers the page and all its buttons, so
 * that it gets one for each bet in flight, at its lower edge.
 * @module
 */

import { make } from './dom.js';

export class CashoutStrip {
  #seats;
  #strip = make('div', {
    class: 'cashout-strip',
    role: 'group',
    'aria-label': 'Bets in flight',
    'data-testid': 'cashout-strip',
  });

  /** @param {readonly { twin: HTMLButtonElement | null }[]} seats */
  constructor(seats) {
    this.#seats = seats;
  }

  /** Once a frame, after the seats: a dialog that was filled anew has lost it. */
  draw() {
    const dialog = document.querySelector('dialog[open]');
    const buttons = dialog === null ? [] : this.#seats.flatMap(({ twin }) => (twin === null ? [] : [twin]));
    if (dialog === null || buttons.length === 0) {
      if (this.#strip.isConnected) this.#strip.remove();
      return;
    }
    const [first, second] = this.#strip.children;
    if (first !== buttons[0] || second !== buttons[1]) this.#strip.replaceChildren(...buttons);
    if (this.#strip.parentNode !== dialog) dialog.append(this.#strip);
  }
}
