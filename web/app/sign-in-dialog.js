/**
 * Signing in: with a wallet of the browser or, on a developer's machine, with an account of the
 * development node.
 * @module
 */

import { watchWallets } from '../lib/wallet.js';
import { avatar, closeOnBackdrop, find, make, shortAddress } from './dom.js';
import { explainSignIn, explainWallet } from './messages.js';
import { rememberUsed, usedAccounts } from './used-accounts.js';

const ANNOUNCE_MS = 250;
/** So long somebody may look for a wallet's window before the page says that it waits. */
const SILENT_MS = 5_000;

export class SignInDialog {
  #house;
  #storage;
  /** @type {HTMLDialogElement} */
  #dialog = find('#sign-in-dialog');
  /** Leaves the wallet that was asked last: it may never answer. */
  #asked = new AbortController();
  #endWatch = () => {};

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {Storage} storage of the browser
   */
  constructor(house, storage) {
    this.#house = house;
    this.#storage = storage;
    closeOnBackdrop(this.#dialog);
    this.#dialog.addEventListener('close', () => {
      this.#endWatch();
      this.#leave();
    });
  }

  open() {
    this.#fill(make('p', { class: 'muted' }, 'Looking for wallets…'));
    this.#dialog.showModal();
    this.#showWallets();
  }

  /** The list grows as wallets announce themselves, as long as it is shown. */
  #showWallets() {
    this.#endWatch();
    const isFresh = () => this.#dialog.querySelector('.choices') === null;
    const end = watchWallets(/** @type {any} */ (window), (wallets) => this.#list(wallets));
    const late = setTimeout(() => isFresh() && this.#list([], true), ANNOUNCE_MS);
    this.#endWatch = () => {
      clearTimeout(late);
      end();
    };
  }

  /**
   * @param {import('../lib/wallet.js').Wallet[]} wallets
   * @param {boolean} [isAll] whether nobody is expected to announce another
   */
  #list(wallets, isAll = false) {
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
    else if (isAll)
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
    this.#endWatch();
    this.#leave();
    try {
      const accounts = await this.#house.development.accounts();
      const used = usedAccounts(this.#storage);
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
    rememberUsed(this.#storage, account);
    return this.#signIn(this.#house.development.account(account));
  }

  /** @param {import('../lib/wallet.js').Wallet} wallet */
  async #signIn(wallet) {
    this.#leave();
    const asked = new AbortController();
    this.#asked = asked;
    this.#dialog.setAttribute('aria-busy', 'true');
    const silent = setTimeout(
      () => this.#note(`${wallet.name} has not answered yet. Look for its window, or choose another wallet.`),
      SILENT_MS,
    );
    try {
      const answer = await this.#house.signIn(wallet, asked.signal);
      if (answer.ok) this.#dialog.close();
      else this.#complain(explainSignIn(answer.problem));
    } catch (failure) {
      if (!asked.signal.aborted) this.#complain(explainWallet(failure));
    } finally {
      clearTimeout(silent);
      if (asked === this.#asked) this.#dialog.removeAttribute('aria-busy');
    }
  }

  #leave() {
    this.#asked.abort();
    this.#dialog.querySelector('.complaint')?.remove();
  }

  /** @param {string} text */
  #complain(text) {
    this.#tell(make('p', { class: 'complaint', role: 'alert' }, text));
  }

  /** @param {string} text */
  #note(text) {
    this.#tell(make('p', { class: 'complaint muted', role: 'status' }, text));
  }

  /** @param {Node} line */
  #tell(line) {
    this.#dialog.querySelector('.complaint')?.remove();
    this.#dialog.append(line);
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
