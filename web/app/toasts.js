/**
 * Short notices that go by themselves, as {@link ToastList} has them.
 * @module
 */

import { find, make } from './dom.js';
import { ToastList } from './toast-list.js';

export class Toasts {
  #region = find('.toasts');
  /** @type {Map<string, HTMLElement>} */
  #elements = new Map();
  #list = new ToastList({
    add: (text, tone) => this.#add(text, tone),
    count: (text, count) => (find('.count', this.#elements.get(text)).textContent = `×${count}`),
    remove: (text) => this.#remove(text),
  });

  /**
   * @param {string} text
   * @param {'info' | 'good' | 'bad'} [tone]
   */
  show(text, tone = 'info') {
    this.#list.say(text, tone);
  }

  /**
   * @param {string} text
   * @param {string} tone
   */
  #add(text, tone) {
    const close = make(
      'button',
      { type: 'button', 'aria-label': 'Dismiss', onclick: () => this.#list.drop(text) },
      '×',
    );
    const element = make(
      'div',
      { class: `toast ${tone}`, 'data-testid': 'toast', role: tone === 'bad' ? 'alert' : 'status' },
      make('p', {}, text),
      make('span', { class: 'count' }),
      close,
    );
    element.addEventListener('pointerenter', () => this.#list.hold(text));
    element.addEventListener('pointerleave', () => this.#list.letGo(text));
    this.#elements.set(text, element);
    this.#region.append(element);
  }

  /** @param {string} text */
  #remove(text) {
    this.#elements.get(text)?.remove();
    this.#elements.delete(text);
  }
}
