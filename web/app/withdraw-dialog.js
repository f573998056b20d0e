/**
 * The withdrawal page: how much, where to, what it costs and when it arrives; then a second look, and
 * how it stands until it is final.
 * @module
 */

import { judgeWithdrawal } from '../lib/withdrawals.js';
import { formatEther } from '../lib/wei.js';
import { closeOnBackdrop, copyButton, find, make, say, shortAddress } from './dom.js';
import { explain, explainClaim } from './messages.js';
import { transfersOf } from './transfers-list.js';
import { amountText, arrivalText, explainWithdrawal } from './withdrawal-words.js';

export class WithdrawDialog {
  #house;
  #toasts;
  /** @type {HTMLDialogElement} */
  #dialog = find('#withdraw-dialog');
  #lists = make('div', { 'data-testid': 'transfers' });
  #word = make('p', { role: 'status', 'data-testid': 'withdraw-word' });
  #available = make('p', { class: 'muted', 'data-testid': 'withdraw-available' });
  #step = make('div', {});
  #sending = false;

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {import('./toasts.js').Toasts} toasts
   */
  constructor(house, toasts) {
    this.#house = house;
    this.#toasts = toasts;
    closeOnBackdrop(this.#dialog);
    const draw = () => {
      if (this.#dialog.open) this.#draw();
    };
    house.withdrawals.subscribe(draw);
    house.deposits.subscribe(draw);
    house.player.subscribe(draw);
  }

  async open() {
    this.#tell('', 'good');
    this.#fill(make('p', { class: 'muted' }, 'Fetching the terms…'));
    this.#dialog.showModal();
    const [answer] = await Promise.all([this.#house.withdrawals.refresh(), this.#house.deposits.refresh()]);
    const { terms } = this.#house.withdrawals;
    if (!answer.ok || terms === null) {
      const why = answer.ok ? 'Sign in first.' : explain(answer.problem);
      this.#fill(make('p', { class: 'complaint' }, why));
      return;
    }
    this.#askAmount('');
    this.#draw();
    this.#fill(
      terms.to === null
        ? make(
            'p',
            { class: 'complaint' },
            'Withdrawals go to the wallet that you sign in with. Sign in with it.',
          )
        : make('p', {}, 'Ether goes to the wallet that you sign in with, and to no other address.'),
      terms.to === null
        ? null
        : make(
            'p',
            { class: 'code' },
            make('code', { 'data-testid': 'withdraw-to' }, terms.to),
            copyButton(terms.to),
          ),
      terms.paused
        ? make(
            'p',
            { class: 'complaint', 'data-testid': 'withdrawals-paused' },
            'The house has paused withdrawals for the moment. Those that you have asked for wait, and then go on.',
          )
        : null,
      this.#available,
      this.#step,
      this.#word,
      this.#lists,
    );
    find('#withdraw-amount', this.#dialog).focus();
  }

  #draw() {
    const available = this.#house.player.shown?.available ?? 0n;
    say(this.#available, `Available: ${formatEther(available)} ETH`);
    this.#lists.replaceChildren(...transfersOf(this.#house, (key) => this.#claim(key)));
  }

  /** @param {string} key of what the player's own wallet sent */
  async #claim(key) {
    const answer = await this.#house.deposits.claim(key, null);
    if (!answer.ok) this.#tell(explainClaim(answer.problem), 'bad');
  }

  /**
   * The first step.
   * @param {string} text what stands in the field
   */
  #askAmount(text) {
    const { terms } = this.#house.withdrawals;
    if (terms === null) return;
    const input = make('input', {
      id: 'withdraw-amount',
      'data-testid': 'withdraw-amount',
      inputmode: 'decimal',
      spellcheck: 'false',
      maxlength: 40,
      placeholder: '0.5',
      value: text,
    });
    const all = () => {
      const { available, maximum } = this.#bounds();
      input.value = formatEther(maximum !== null && maximum < available ? maximum : available);
      input.dispatchEvent(new Event('input'));
    };
    input.addEventListener('input', () => {
      input.removeAttribute('aria-invalid');
      this.#tell('', 'good');
    });
    const form = make(
      'form',
      { class: 'withdraw', novalidate: true, autocomplete: 'off' },
      make('label', { for: 'withdraw-amount' }, 'Amount in ether'),
      input,
      make('button', { type: 'button', class: 'quiet', 'data-testid': 'withdraw-max', onclick: all }, 'Max'),
      this.#facts(terms, null),
      make('button', { type: 'submit', class: 'primary wide', 'data-testid': 'withdraw-next' }, 'Withdraw'),
    );
    form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      const judged = judgeWithdrawal(input.value, this.#bounds());
      if (judged.ok) return this.#askAgain(judged.amount);
      input.setAttribute('aria-invalid', 'true');
      input.focus();
      this.#tell(amountText(judged.why, this.#bounds()), 'bad');
    });
    this.#step.replaceChildren(form);
  }

  /**
   * The second look: money that was sent comes back from nowhere.
   * @param {bigint} amount
   */
  #askAgain(amount) {
    const { terms } = this.#house.withdrawals;
    if (terms === null || terms.to === null) return;
    this.#tell('', 'good');
    const confirm = make(
      'button',
      {
        type: 'button',
        class: 'primary',
        'data-testid': 'withdraw-confirm',
        onclick: () => this.#send(amount),
      },
      'Confirm',
    );
    this.#step.replaceChildren(
      make(
        'div',
        { class: 'withdraw-again', role: 'group', 'aria-label': 'Confirm the withdrawal' },
        make(
          'p',
          { 'data-testid': 'withdraw-summary' },
          'Withdraw ',
          make('b', {}, `${formatEther(amount)} ETH`),
          ` to ${shortAddress(terms.to)}?`,
        ),
        this.#facts(terms, amount),
        make(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-testid': 'withdraw-back',
            onclick: () => this.#askAmount(formatEther(amount)),
          },
          'Back',
        ),
        confirm,
      ),
    );
    confirm.focus();
  }

  /**
   * @param {import('../lib/withdrawals.js').Terms} terms
   * @param {bigint | null} amount
   */
  #facts({ fee, minimum, maximum, needed }, amount) {
    const noFee = 'None: the house pays for gas';
    return make(
      'dl',
      { class: 'withdraw-facts' },
      make('dt', {}, 'Fee'),
      make('dd', { 'data-testid': 'withdraw-fee' }, fee === 0n ? noFee : `${formatEther(fee)} ETH`),
      make('dt', {}, amount === null ? 'Smallest' : 'You get'),
      make('dd', {}, `${formatEther(amount === null ? minimum : amount - fee)} ETH`),
      ...(amount === null && maximum !== null
        ? [make('dt', {}, 'Largest'), make('dd', {}, `${formatEther(maximum)} ETH`)]
        : []),
      make('dt', {}, 'Arrives'),
      make('dd', {}, arrivalText(needed)),
    );
  }

  /** @param {bigint} amount */
  async #send(amount) {
    if (this.#sending) return;
    this.#sending = true;
    for (const button of this.#step.querySelectorAll('button')) button.disabled = true;
    this.#tell('Asking the house…', 'good');
    const answer = await this.#house.withdrawals.withdraw(amount);
    this.#sending = false;
    if (answer.ok) {
      this.#askAmount('');
      this.#tell(`${formatEther(amount)} ETH have left your balance. Below you see how they get on.`, 'good');
    } else {
      this.#askAmount(formatEther(amount));
      this.#tell(explainWithdrawal(answer.problem), 'bad');
    }
  }

  #bounds() {
    return {
      available: this.#house.player.shown?.available ?? 0n,
      minimum: this.#house.withdrawals.terms?.minimum ?? 1n,
      maximum: this.#house.withdrawals.terms?.maximum ?? null,
    };
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

  /** @param {...(Node | null)} content */
  #fill(...content) {
    const close = make(
      'button',
      { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => this.#dialog.close() },
      '×',
    );
    this.#dialog.replaceChildren(
      make('div', { class: 'dialog-head' }, make('h2', { id: 'withdraw-title' }, 'Withdraw'), close),
      ...content.filter((node) => node !== null),
    );
    if (this.#dialog.open) close.focus();
  }
}
