/**
 * Playing responsibly: limits with what is used of them, the reminder, and the way to breaks.
 * @module
 */

import {
  breakUntil,
  compareLimits,
  judgeLimits,
  LIMIT_NAMES,
  percentOf,
  used,
  wanted,
} from '../lib/protection.js';
import { formatEther } from '../lib/wei.js';
import { BREAKS, breakSteps, confirmation } from './break-steps.js';
import { closeOnBackdrop, find, make, say } from './dom.js';
import { duration, instant, limitTitle, raiseText, usedText, whenText } from './limits-words.js';
import { explain } from './messages.js';

const REMINDERS_MINUTES = [10, 20, 30, 45, 60, 90, 120, 180, 240];

/**
 * @typedef {import('../lib/protection.js').LimitName} LimitName
 * @typedef {import('../lib/protection.js').State} State
 */

export class LimitsDialog {
  #house;
  #toasts;
  /** @type {HTMLDialogElement} */
  #dialog = find('#limits-dialog');
  #busy = false;

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {import('./toasts.js').Toasts} toasts
   */
  constructor(house, toasts) {
    this.#house = house;
    this.#toasts = toasts;
    closeOnBackdrop(this.#dialog);
  }

  async open() {
    this.#fill('Play responsibly', make('p', { class: 'muted' }, 'Fetching your limits…'));
    this.#dialog.showModal();
    const answer = await this.#house.protection.refresh();
    if (answer.ok) this.#showLimits();
    else this.#fill('Play responsibly', make('p', { class: 'complaint' }, explain(answer.problem)));
  }

  /** @param {string} [done] what has just been done */
  #showLimits(done) {
    const { state } = this.#house.protection;
    if (state === null) {
      this.#dialog.close();
      return;
    }
    this.#fill(
      'Play responsibly',
      make(
        'p',
        { class: 'muted' },
        'What you set here binds bets only: what you win is always paid. Days and weeks are those of ' +
          'UTC, weeks begin on Monday.',
      ),
      done ? make('p', { class: 'done', role: 'status', 'data-testid': 'limits-done' }, done) : null,
      breakNotice(state),
      this.#form(state),
      ...breakSteps((kind, days) => this.#confirmBreak(kind, days)),
    );
  }

  /** @param {State} state */
  #form(state) {
    const asked = wanted(state);
    const status = make('p', { class: 'when', role: 'status', 'data-testid': 'limits-status' });
    const form = make(
      'form',
      { class: 'limits', novalidate: true, autocomplete: 'off' },
      ...LIMIT_NAMES.map((name) => limitRow(state, name, asked[name])),
      reminderRow(state.reminderMinutes),
      status,
      make('button', { type: 'submit', class: 'primary wide', 'data-testid': 'save-limits' }, 'Save'),
      state.raise ? this.#takeBack(state) : null,
    );
    form.addEventListener('input', () => {
      this.#dialog.querySelector('.done')?.remove();
      for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
      const judged = judgeLimits(texts(form));
      const later = { ...state.limits, ...(judged.ok ? judged.limits : {}) };
      say(status, judged.ok ? whenText(compareLimits(state.limits, later)) : '');
    });
    form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#save(form, status);
    });
    return form;
  }

  /** @param {State} state */
  #takeBack(state) {
    const back = () => this.#send({ limits: state.limits, reminderMinutes: state.reminderMinutes });
    return make(
      'button',
      { type: 'button', class: 'quiet wide', 'data-testid': 'take-raise-back', onclick: back },
      'Keep the lower limits',
    );
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} status
   */
  #save(form, status) {
    const judged = judgeLimits(texts(form));
    if (!judged.ok) {
      say(status, judged.why);
      const field = find(`#limit-${judged.field}`, form);
      field.setAttribute('aria-invalid', 'true');
      field.focus();
      return;
    }
    const reminderMinutes = Number(find('#reminder-minutes', form).value);
    this.#send({ limits: judged.limits, reminderMinutes });
  }

  /** @param {import('../lib/protection.js').Change} change */
  async #send(change) {
    const { protection } = this.#house;
    await this.#ask(protection.change(change), 'Your limits are saved.');
  }

  /**
   * @param {keyof typeof BREAKS} kind
   * @param {number} days
   */
  #confirmBreak(kind, days) {
    const { protection, clock } = this.#house;
    const take = () =>
      this.#ask(protection.takeBreak({ [BREAKS[kind].member]: days }), 'Your break has begun.');
    this.#fill(
      BREAKS[kind].title,
      ...confirmation(kind, days, clock.now(), { take, back: () => this.#showLimits() }),
    );
    find('input, .quiet', this.#dialog).focus();
  }

  /**
   * @param {Promise<import('../lib/api.js').Answer<any>>} asked
   * @param {string} done
   */
  async #ask(asked, done) {
    if (this.#busy) return;
    this.#busy = true;
    this.#dialog.setAttribute('aria-busy', 'true');
    const answer = await asked;
    this.#busy = false;
    this.#dialog.removeAttribute('aria-busy');
    if (!answer.ok) {
      this.#dialog.querySelector('.complaint')?.remove();
      this.#dialog.append(make('p', { class: 'complaint', role: 'alert' }, explain(answer.problem)));
      return;
    }
    // A toast would stand behind the dialog.
    if (this.#dialog.open) this.#showLimits(done);
    else this.#toasts.show(done, 'good');
  }

  /**
   * @param {string} title
   * @param {...(Node | null)} content
   */
  #fill(title, ...content) {
    const close = make(
      'button',
      { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => this.#dialog.close() },
      '×',
    );
    this.#dialog.replaceChildren(
      make('div', { class: 'dialog-head' }, make('h2', { id: 'limits-title' }, title), close),
      ...content.filter((node) => node !== null),
    );
    if (this.#dialog.open) close.focus();
  }
}

/** @param {State} state */
function breakNotice(state) {
  const until = breakUntil(state);
  if (until === 0) return null;
  return make(
    'p',
    { class: 'break', 'data-testid': 'break' },
    `You are on a break until ${instant(until)}. It cannot be shortened. Bets in play are still paid.`,
  );
}

/**
 * @param {State} state
 * @param {LimitName} name
 * @param {bigint | null} asked
 */
function limitRow(state, name, asked) {
  const limit = state.limits[name];
  const raise = raiseText(state, name);
  const id = `limit-${name}`;
  const percent = limit === null ? 0 : percentOf(used(state, name), limit);
  return make(
    'div',
    { class: 'limit' },
    make('label', { for: id }, limitTitle(name)),
    make(
      'span',
      { class: 'amount' },
      make('input', {
        id,
        'data-testid': id,
        'aria-describedby': `${id}-used`,
        inputmode: 'decimal',
        spellcheck: 'false',
        maxlength: 30,
        placeholder: 'None',
        value: asked === null ? '' : formatEther(asked),
      }),
      make('span', { class: 'unit', 'aria-hidden': 'true' }, 'ETH'),
    ),
    limit === null ? null : make('progress', { max: 100, value: percent, 'aria-hidden': 'true' }),
    make(
      'p',
      { id: `${id}-used`, class: 'used', 'data-testid': `${id}-used` },
      usedText(state, name),
      raise === null ? null : make('b', {}, raise),
    ),
  );
}

/** @param {number} minutes that count now */
function reminderRow(minutes) {
  const choices = [...new Set([...REMINDERS_MINUTES, minutes])]
    .filter((one) => one > 0)
    .sort((a, b) => a - b);
  return make(
    'div',
    { class: 'limit' },
    make('label', { for: 'reminder-minutes' }, 'Tell me how long I play'),
    make(
      'select',
      { id: 'reminder-minutes', 'data-testid': 'reminder-minutes' },
      make('option', { value: 0 }, 'Never'),
      ...choices.map((one) =>
        make('option', { value: one, selected: one === minutes }, `Every ${duration(one)}`),
      ),
    ),
  );
}

/**
 * @param {HTMLFormElement} form
 * @returns {Record<LimitName, string>}
 */
function texts(form) {
  const text = (/** @type {LimitName} */ name) => [name, find(`#limit-${name}`, form).value];
  return /** @type {any} */ (Object.fromEntries(LIMIT_NAMES.map(text)));
}
