/**
 * The little of a DOM library that this page needs.
 * @module
 */

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {any} the element; a missing one is a bug in the page
 */
export function find(selector, root = document) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`the page lacks ${selector}`);
  return element;
}

/** @param {string} id */
export function hook(id) {
  return find(`[data-testid="${id}"]`);
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `on…` adds a listener; null, undefined and false are left out
 * @param {...(Node | string | null)} children
 * @returns {any}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * Writes only what changed: this runs every frame, and an untouched node costs no layout.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string} value
 */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * @param {HTMLElement} element
 * @param {boolean} shown
 */
export function show(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
}

/**
 * @param {string} address
 * @returns {string} like 0x12ab…89ef
 */
export function shortAddress(address) {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/**
 * A mark to tell players apart at a glance, its two hues taken from the address.
 * @param {string} address
 */
export function avatar(address) {
  const dot = make('i', { class: 'avatar', 'aria-hidden': 'true' });
  const hue = parseInt(address.slice(2, 6), 16) % 360;
  const turn = 40 + (parseInt(address.slice(6, 8), 16) % 120);
  dot.style.setProperty('--hue', String(hue));
  dot.style.setProperty('--hue-2', String(hue + turn));
  return dot;
}

/**
 * A button that copies a long value.
 * @param {string} value
 * @param {string} [words]
 */
export function copyButton(value, words = 'Copy') {
  /** @type {HTMLButtonElement} */
  const button = make('button', { type: 'button', class: 'copy' }, words);
  button.addEventListener('click', async () => {
    const copied = await navigator.clipboard.writeText(value).then(
      () => true,
      () => false,
    );
    button.textContent = copied ? 'Copied' : 'Select and copy it';
    setTimeout(() => (button.textContent = words), 1_500);
  });
  return button;
}

/** @param {HTMLDialogElement} dialog closes on a click beside it, as on Escape */
export function closeOnBackdrop(dialog) {
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}
