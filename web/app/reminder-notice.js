/**
 * Tells from time to time how long somebody has been playing, and what came of it. It takes no focus
 * and stands above the flight, so that no cash-out is ever in its way.
 * @module
 */

import { find, make, show } from './dom.js';
import { breakUntil } from '../lib/protection.js';
import { instant, sittingText } from './limits-words.js';
import { explain } from './messages.js';

export class ReminderNotice {
  #house;
  #toasts;
  #openLimits;
  /** @type {HTMLElement} */
  #notice = find('.reminder');
  #counting = false;

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {{ toasts: import('./toasts.js').Toasts, openLimits: () => void }} page
   */
  constructor(house, { toasts, openLimits }) {
    this.#house = house;
    this.#toasts = toasts;
    this.#openLimits = openLimits;
  }

  /** To be called about once a second. */
  async look() {
    const { session, player, protection, sitting, clock } = this.#house;
    const version = player.balance?.version ?? null;
    sitting.look(session.player, version, !document.hidden, clock.local());
    if (!session.player) show(this.#notice, false);
    const every = protection.state?.reminderMinutes ?? 0;
    if (this.#counting || version === null || every === 0 || sitting.minutes < every) return;
    this.#counting = true;
    const { minutes } = sitting;
    const won = await sitting.close(version);
    this.#counting = false;
    if (session.player) this.#tell(sittingText(minutes, won));
  }

  /** @param {string} text */
  #tell(text) {
    const hide = () => show(this.#notice, false);
    const button = (/** @type {string} */ name, /** @type {string} */ words, /** @type {() => void} */ act) =>
      make('button', { type: 'button', class: 'quiet', 'data-testid': name, onclick: act }, words);
    this.#notice.replaceChildren(
      make('p', { role: 'status', 'data-testid': 'reminder-text' }, text),
      make(
        'div',
        { class: 'row' },
        button('reminder-go-on', 'Go on', hide),
        button('reminder-stop', 'Stop for today', () => this.#stop()),
        button('reminder-limits', 'Limits', this.#openLimits),
      ),
    );
    show(this.#notice, true);
  }

  async #stop() {
    show(this.#notice, false);
    const { protection } = this.#house;
    const answer = await protection.takeBreak({ coolOffDays: 1 });
    if (!answer.ok) this.#toasts.show(explain(answer.problem), 'bad');
    else if (protection.state) {
      this.#toasts.show(`No bets until ${instant(breakUntil(protection.state))}. See you!`, 'good');
    }
  }
}
