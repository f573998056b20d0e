/**
 * The deposit page: where to send, what is on its way with its confirmations, what became of it.
 * @module
 */

import { breakUntil } from '../lib/protection.js';
import { qrCode } from '../lib/qr.js';
import { formatEther, parseEther } from '../lib/wei.js';
import { ClaimForm } from './claim-form.js';
import { howText, warnings } from './deposit-words.js';
import { closeOnBackdrop, copyButton, find, make } from './dom.js';
import { instant } from './limits-words.js';
import { explain, explainClaim } from './messages.js';
import { transfersOf } from './transfers-list.js';

const QUIET_ZONE = 4;
const PAUSED =
  'Deposits are paused: the house has stated that it owes more than its wallet holds. ' +
  'What you have sent already is credited all the same.';

export class DepositDialog {
  #house;
  #toasts;
  /** @type {HTMLDialogElement} */
  #dialog = find('#deposit-dialog');
  #lists = make('div', { 'data-testid': 'deposits' });
  #word = make('p', { role: 'status', 'data-testid': 'deposit-word' });
  #sending = false;

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {import('./toasts.js').Toasts} toasts
   */
  constructor(house, toasts) {
    this.#house = house;
    this.#toasts = toasts;
    closeOnBackdrop(this.#dialog);
    house.deposits.subscribe(() => {
      if (!this.#dialog.open) return;
      if (this.#word.className === 'done') this.#tell('', 'good');
      this.#drawLists();
    });
    house.withdrawals.subscribe(() => {
      if (this.#dialog.open) this.#drawLists();
    });
  }

  async open() {
    this.#word.textContent = '';
    this.#fill(make('p', { class: 'muted' }, 'Fetching the address…'));
    this.#dialog.showModal();
    const [answer] = await Promise.all([
      this.#house.deposits.refresh(),
      this.#house.withdrawals.refresh(),
      this.#house.protection.refresh(),
    ]);
    const { place } = this.#house.deposits;
    if (!answer.ok || place === null) {
      const why = answer.ok ? 'Sign in first.' : explain(answer.problem);
      this.#fill(make('p', { class: 'complaint' }, why));
      return;
    }
    this.#drawLists();
    if (place.paused) {
      this.#fill(make('p', { class: 'complaint', 'data-testid': 'deposits-paused' }, PAUSED), this.#lists);
      return;
    }
    const until = this.#breakUntil();
    if (until !== 0) {
      this.#fill(make('p', { class: 'break', 'data-testid': 'deposit-break' }, onBreak(until)), this.#lists);
      return;
    }
    this.#fill(
      make('p', { 'data-testid': 'deposit-how' }, howText(place)),
      qrImage(`ethereum:${place.address}@${place.chainId}`),
      make(
        'p',
        { class: 'code' },
        make('code', { 'data-testid': 'deposit-address' }, place.address),
        copyButton(place.address),
      ),
      make(
        'ul',
        { class: 'warnings', 'data-testid': 'deposit-warnings' },
        ...warnings(place.chainId).map((text) => make('li', {}, text)),
      ),
      this.#house.local ? this.#sendForm(place.address) : null,
      this.#word,
      this.#lists,
      new ClaimForm(this.#house, this.#toasts).element,
    );
  }

  /** @returns {number} when the player's break ends, the server's milliseconds; 0 for none */
  #breakUntil() {
    const { state } = this.#house.protection;
    const until = state === null ? 0 : breakUntil(state);
    return until > this.#house.clock.now() ? until : 0;
  }

  /** @param {string} key of what the player's own wallet sent */
  async #claim(key) {
    const answer = await this.#house.deposits.claim(key, null);
    if (answer.ok) this.#tell('', 'good');
    else this.#tell(explainClaim(answer.problem), 'bad');
  }

  /**
   * @param {string} text
   * @param {'good' | 'bad'} tone
   */
  #tell(text, tone) {
    this.#word.textContent = text;
    this.#word.className = tone === 'bad' ? 'complaint' : 'done';
    // A toast would stand behind the dialog.
    if (!this.#dialog.open && text) this.#toasts.show(text, tone);
  }

  /**
   * On a developer's machine the node signs for the wallet.
   * @param {string} address
   */
  #sendForm(address) {
    const form = make(
      'form',
      { class: 'send', novalidate: true, autocomplete: 'off' },
      make('label', { for: 'deposit-amount' }, 'Development wallet'),
      make('input', {
        id: 'deposit-amount',
        'data-testid': 'deposit-amount',
        inputmode: 'decimal',
        spellcheck: 'false',
        maxlength: 24,
        value: '1',
      }),
      make('button', { type: 'submit', class: 'primary', 'data-testid': 'deposit-send' }, 'Deposit'),
    );
    form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#send(address, find('#deposit-amount', form).value);
    });
    return form;
  }

  /**
   * @param {string} address
   * @param {string} text
   */
  async #send(address, text) {
    const { player } = this.#house.session;
    const amount = parseEther(text);
    if (player === null || this.#sending) return;
    if (amount === null || amount === 0n) {
      this.#tell('Enter an amount of ether, like 0.5.', 'bad');
      return;
    }
    this.#sending = true;
    try {
      await this.#house.development.send(player, address, amount);
      this.#tell(`${formatEther(amount)} ETH are sent. They show below with their first block.`, 'good');
    } catch (failure) {
      this.#tell(failure instanceof Error ? failure.message : 'It was not sent.', 'bad');
    } finally {
      this.#sending = false;
    }
  }

  #drawLists() {
    this.#lists.replaceChildren(...transfersOf(this.#house, (key) => this.#claim(key)));
  }

  /** @param {...(Node | null)} content */
  #fill(...content) {
    const close = make(
      'button',
      { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => this.#dialog.close() },
      '×',
    );
    this.#dialog.replaceChildren(
      make('div', { class: 'dialog-head' }, make('h2', { id: 'deposit-title' }, 'Deposit'), close),
      ...content.filter((node) => node !== null),
    );
    if (this.#dialog.open) close.focus();
  }
}

/** @param {number} until */
function onBreak(until) {
  return (
    `You are on a break until ${instant(until)}, so nothing is offered here. What you have sent already is ` +
    'credited, and you can withdraw as always.'
  );
}

/** @param {string} text */
function qrImage(text) {
  const modules = qrCode(text);
  const size = modules.length + 2 * QUIET_ZONE;
  const name = 'http://www.w3.org/2000/svg';
  const image = document.createElementNS(name, 'svg');
  image.setAttribute('viewBox', `0 0 ${size} ${size}`);
  image.setAttribute('class', 'qr');
  image.setAttribute('data-testid', 'deposit-code');
  image.setAttribute('role', 'img');
  image.setAttribute('aria-label', 'QR code of the address');
  const path = document.createElementNS(name, 'path');
  const dark = modules.flatMap((line, y) =>
    line.flatMap((on, x) => (on ? [`M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`] : [])),
  );
  path.setAttribute('d', dark.join(''));
  image.append(path);
  return image;
}
