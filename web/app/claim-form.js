/**
 * Claiming what another wallet sent: its owner signs that this player shall be credited.
 * @module
 */

import { findWallets, unlessLeft } from '../lib/wallet.js';
import { formatEther } from '../lib/wei.js';
import { find, make, shortAddress } from './dom.js';
import { explainClaim, explainWallet } from './messages.js';

const HASH = /^0x[0-9a-fA-F]{64}$/;

export class ClaimForm {
  #house;
  #toasts;
  #found = make('div', { 'data-testid': 'claim-found', 'aria-live': 'polite' });
  /** Leaves what was begun last: a wallet may never answer. */
  #begun = new AbortController();
  /** @type {string | null} whose transaction the house is being asked about */
  #lookedFor = null;
  element;

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {import('./toasts.js').Toasts} toasts
   */
  constructor(house, toasts) {
    this.#house = house;
    this.#toasts = toasts;
    this.element = this.#draw();
  }

  #draw() {
    const form = make(
      'form',
      { class: 'claim', novalidate: true, autocomplete: 'off' },
      make('label', { for: 'claim-hash' }, 'Hash of the transaction'),
      make('input', {
        id: 'claim-hash',
        'data-testid': 'claim-hash',
        spellcheck: 'false',
        autocapitalize: 'off',
        maxlength: 66,
        placeholder: '0x…',
      }),
      make('button', { type: 'submit', class: 'quiet', 'data-testid': 'claim-find' }, 'Find'),
    );
    form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#lookFor(find('#claim-hash', form).value.trim());
    });
    return make(
      'details',
      { class: 'claim-box', 'data-testid': 'claim-box' },
      make('summary', {}, 'Sent from another wallet, or before you first signed in?'),
      make(
        'p',
        { class: 'muted' },
        'The house keeps it for you. Find it by its transaction; the wallet that sent it then signs that ' +
          'you shall be credited.',
      ),
      form,
      this.#found,
    );
  }

  /**
   * Who presses again before the answer is there waits for that answer: a new question for each press
   * would be answered later than the next press, for ever.
   * @param {string} hash
   */
  async #lookFor(hash) {
    if (hash === this.#lookedFor) return;
    await this.#run(async (left) => {
      this.#lookedFor = hash;
      try {
        await this.#look(hash, left);
      } finally {
        if (!left.aborted) this.#lookedFor = null;
      }
    });
  }

  /**
   * @param {string} hash
   * @param {AbortSignal} left
   */
  async #look(hash, left) {
    if (!HASH.test(hash)) {
      this.#say('A transaction’s hash is 0x and 64 letters and digits. Your wallet shows it.');
      return;
    }
    const answer = await this.#house.deposits.claimable(hash);
    if (left.aborted) return;
    if (!answer.ok) {
      this.#say(explainClaim(answer.problem));
      return;
    }
    const { deposits, more } = answer.value;
    if (deposits.length === 0) {
      const needed = this.#house.deposits.place?.needed ?? 0;
      this.#say(
        `Nothing of this transaction waits to be claimed. It has to be sent to the address above and have ` +
          `${needed} confirmations; what its sender was credited with does not wait.`,
      );
      return;
    }
    const rest = `This transaction brought ${more} more: claim these first, or ask the house.`;
    this.#show(
      make('ul', { class: 'deposits' }, ...deposits.map((kept) => this.#row(kept))),
      ...(more === 0 ? [] : [make('p', { class: 'muted', 'data-testid': 'claim-more' }, rest)]),
    );
  }

  /** @param {import('../lib/deposits.js').Kept} kept */
  #row(kept) {
    const { player } = this.#house.session;
    const isOwn = kept.from === player;
    const end =
      kept.claimed === 'no'
        ? make(
            'button',
            {
              type: 'button',
              class: 'primary',
              'data-testid': 'claim-sign',
              onclick: () => this.#run((left) => this.#claim(kept, isOwn, left)),
            },
            isOwn ? 'Claim' : 'Sign and claim',
          )
        : make('span', {}, kept.claimed === 'you' ? 'Credited to you' : 'Claimed by another player');
    return make(
      'li',
      { 'data-testid': 'claimable', 'data-key': kept.key },
      make('b', {}, `${formatEther(kept.amount)} ETH`),
      make('code', { title: kept.from }, `from ${shortAddress(kept.from)}`),
      end,
    );
  }

  /**
   * @param {import('../lib/deposits.js').Kept} kept
   * @param {boolean} isOwn
   * @param {AbortSignal} left
   */
  async #claim(kept, isOwn, left) {
    const signature = isOwn ? null : await this.#sign(kept, left);
    if (signature === undefined) return;
    await this.#send(kept, signature);
  }

  /**
   * @param {import('../lib/deposits.js').Kept} kept
   * @param {string | null} signature null where the player sent it
   */
  async #send(kept, signature) {
    const answer = await this.#house.deposits.claim(kept.key, signature);
    if (!answer.ok) {
      this.#say(explainClaim(answer.problem));
      return;
    }
    const done = `${formatEther(kept.amount)} ETH are credited to you.`;
    // A toast would stand behind the dialog.
    this.#show(make('p', { class: 'done' }, done));
    if (!this.element.checkVisibility()) this.#toasts.show(done, 'good');
  }

  /**
   * @param {import('../lib/deposits.js').Kept} kept
   * @param {AbortSignal} left
   * @returns {Promise<string | undefined>} undefined where somebody has to choose a wallet first
   */
  async #sign(kept, left) {
    const { from, message } = kept;
    if (this.#house.local && (await this.#house.development.accounts()).includes(from)) {
      return this.#house.development.account(from).sign(message, from);
    }
    const wallets = await findWallets(/** @type {any} */ (window));
    if (wallets.length === 0) {
      throw new Error(`no wallet was found in this browser; open this page where ${shortAddress(from)} is.`);
    }
    if (wallets.length === 1) return this.#signWith(wallets[0], kept, left);
    this.#choose(wallets, kept);
    return undefined;
  }

  /**
   * @param {import('../lib/wallet.js').Wallet} wallet
   * @param {import('../lib/deposits.js').Kept} kept
   * @param {AbortSignal} left
   */
  async #signWith(wallet, { from, message }, left) {
    const account = await unlessLeft(wallet.connect(), left);
    if (account !== from) {
      throw new Error(`${shortAddress(from)} sent it, and ${shortAddress(account)} is chosen in the wallet.`);
    }
    return unlessLeft(wallet.sign(message, from), left);
  }

  /**
   * @param {import('../lib/wallet.js').Wallet[]} wallets
   * @param {import('../lib/deposits.js').Kept} kept
   */
  #choose(wallets, kept) {
    const buttons = wallets.map((wallet) =>
      make(
        'button',
        {
          type: 'button',
          class: 'quiet',
          onclick: () =>
            this.#run(async (left) => this.#send(kept, await this.#signWith(wallet, kept, left))),
        },
        `Sign with ${wallet.name}`,
      ),
    );
    this.#found.querySelector('.wallets')?.remove();
    this.#show(...this.#found.childNodes, make('div', { class: 'wallets' }, ...buttons));
  }

  /** @param {(left: AbortSignal) => Promise<void>} work left as soon as something else is begun */
  async #run(work) {
    this.#begun.abort();
    this.#lookedFor = null;
    const begun = new AbortController();
    this.#begun = begun;
    this.element.setAttribute('aria-busy', 'true');
    this.#found.querySelector('.complaint')?.remove();
    try {
      await work(begun.signal);
    } catch (failure) {
      if (!begun.signal.aborted) this.#say(explainWallet(failure));
    } finally {
      if (begun === this.#begun) this.element.removeAttribute('aria-busy');
    }
  }

  /** @param {string} text */
  #say(text) {
    this.#found.querySelector('.complaint')?.remove();
    this.#show(...this.#found.childNodes, make('p', { class: 'complaint', role: 'alert' }, text));
  }

  /** @param {...Node} content */
  #show(...content) {
    this.#found.replaceChildren(...content);
    this.#found.scrollIntoView({ block: 'nearest' }); // the form is at the dialog's lower end
  }
}
