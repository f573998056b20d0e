/**
 * Short notices that go by themselves. Equal ones are counted, not repeated, and there are never
 * more than a few: when everything fails at once, one sentence says so.
 * @module
 */

import { find, make } from './dom.js';

const MAX_TOASTS = 3;
const LIFE_MS = 6_000;

/** @typedef {{ element: HTMLElement, count: number, timer: any }} Toast */

export class Toasts {
  #region = find('.toasts');
  /** @type {Map<string, Toast>} oldest first */
  #toasts = new Map();

  /**
   * @param {string} text
   * @param {'info' | 'good' | 'bad'} [tone]
   */
  show(text, tone = 'info') {
    const known = this.#toasts.get(text);
    if (known) {
      known.count += 1;
      find('.count', known.element).textContent = `×${known.count}`;
      this.#keep(text, known);
      return;
    }
    const close = make(
      'button',
      { type: 'button', 'aria-label': 'Dismiss', onclick: () => this.#drop(text) },
      '×',
    );
    const element = make(
      'div',
      { class: `toast ${tone}`, 'data-testid': 'toast', role: tone === 'bad' ? 'alert' : 'status' },
      make('p', {}, text),
      make('span', { class: 'count' }),
      close,
    );
    const toast = { element, count: 1, timer: 0 };
    element.addEventListener('pointerenter', () => clearTimeout(toast.timer));
    element.addEventListener('pointerleave', () => this.#keep(text, toast));
    this.#toasts.set(text, toast);
    this.#region.append(element);
    this.#keep(text, toast);
    if (this.#toasts.size > MAX_TOASTS) this.#drop(/** @type {string} */ (this.#toasts.keys().next().value));
  }

  /**
   * @param {string} text
   * @param {Toast} toast
   */
  #keep(text, toast) {
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => this.#drop(text), LIFE_MS);
  }

  /** @param {string} text */
  #drop(text) {
    const toast = this.#toasts.get(text);
    if (!toast) return;
    clearTimeout(toast.timer);
    this.#toasts.delete(text);
    toast.element.remove();
  }
}
