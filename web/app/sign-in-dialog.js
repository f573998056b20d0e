/**
 * Signing in: with a wallet of the browser or, on a developer's machine, with an account of the
 * development node.
 * @module
 */

import { findWallets } from '../lib/wallet.js';
import { avatar, closeOnBackdrop, find, make, shortAddress } from './dom.js';
import { explainSignIn, explainWallet } from './messages.js';
import { rememberUsed, usedAccounts } from './used-accounts.js';

export class SignInDialog {
  #house;
  /** @type {HTMLDialogElement} */
  #dialog = find('#sign-in-dialog');
  #busy = false;

  /** @param {import('../lib/client.js').FairfallClient} house */
  constructor(house) {
    this.#house = house;
    closeOnBackdrop(this.#dialog);
  }

  async open() {
    this.#fill(make('p', { class: 'muted' }, 'Looking for wallets…'));
    this.#dialog.showModal();
    const wallets = await findWallets(/** @type {any} */ (window));
    const choices = wallets.map((wallet) =>
      choice(wallet.name, wallet.icon ? make('img', { src: wallet.icon, alt: '' }) : null, null, () =>
        this.#signIn(wallet),
      ),
    );
    if (this.#house.local) {
      choices.push(
        choice(
          'Development wallet',
          null,
          'dev-wallet',
          () => this.#openDevelopment(),
          'Accounts of this machine’s own chain',
        ),
      );
    }
    if (choices.length > 0) this.#fill(make('div', { class: 'choices' }, ...choices));
    else
      this.#fill(
        make(
          'p',
          {},
          'No wallet was found in this browser. Install an Ethereum wallet extension, ' +
            'or open this page in your wallet’s own browser, then try again.',
        ),
      );
  }

  async #openDevelopment() {
    try {
      const accounts = await this.#house.development.accounts();
      const used = usedAccounts(localStorage);
      const fresh = accounts.find((account) => !used.includes(account)) ?? accounts[0];
      const buttons = accounts.map((account, index) =>
        choice(
          shortAddress(account),
          avatar(account),
          `dev-account-${index}`,
          () => this.#useAccount(account),
          used.includes(account) ? 'played before' : undefined,
        ),
      );
      this.#fill(
        make(
          'div',
          { class: 'choices' },
          choice(
            'A fresh player',
            null,
            'dev-account-fresh',
            () => this.#useAccount(fresh),
            'An account that has not played in this browser',
          ),
        ),
        make('p', { class: 'muted' }, 'or pick one:'),
        make('div', { class: 'choices two' }, ...buttons),
      );
    } catch (failure) {
      this.#complain(explainWallet(failure));
    }
  }

  /** @param {string} account */
  #useAccount(account) {
    rememberUsed(localStorage, account);
    return this.#signIn(this.#house.development.account(account));
  }

  /** @param {import('../lib/wallet.js').Wallet} wallet */
  async #signIn(wallet) {
    if (this.#busy) return;
    this.#busy = true;
    this.#dialog.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.#house.signIn(wallet);
      if (answer.ok) this.#dialog.close();
      else this.#complain(explainSignIn(answer.problem));
    } catch (failure) {
      this.#complain(explainWallet(failure));
    } finally {
      this.#busy = false;
      this.#dialog.removeAttribute('aria-busy');
    }
  }

  /** @param {string} text */
  #complain(text) {
    this.#dialog.querySelector('.complaint')?.remove();
    this.#dialog.append(make('p', { class: 'complaint', role: 'alert' }, text));
  }

  /** @param {...Node} content */
  #fill(...content) {
    this.#dialog.replaceChildren(
      make(
        'div',
        { class: 'dialog-head' },
        make('h2', { id: 'sign-in-title' }, 'Sign in'),
        make(
          'button',
          { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => this.#dialog.close() },
          '×',
        ),
      ),
      make(
        'p',
        { class: 'muted' },
        'You sign a message with your wallet. It costs nothing and moves no ether.',
      ),
      ...content,
    );
  }
}

/**
 * @param {string} name
 * @param {Node | null} icon
 * @param {string | null} testid
 * @param {() => void} act
 * @param {string} [note]
 */
function choice(name, icon, testid, act, note) {
  return make(
    'button',
    { type: 'button', class: 'choice', 'data-testid': testid, onclick: act },
    icon,
    make('span', {}, make('b', {}, name), note ? make('small', {}, note) : null),
  );
}
