/**
 * Dialogs about one bet: changing it, what became of it, and choosing between two versions of it.
 * @module
 */

import { closeOnBackdrop, find, make } from '../app/dom.js';
import { explainRefusal } from './refusals.js';
import { SlipForm } from './slip-form.js';
import { kickoffName } from './weeks.js';

const HAPPENED = {
  manual: 'Added',
  import: 'Read from a file',
  edit: 'Changed',
  grade: 'Graded',
  bulk_grade: 'Graded with others',
  delete: 'Deleted',
  bulk_delete: 'Deleted with others',
};
const MOMENT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

export class BetDialog {
  #house;
  /** @type {HTMLDialogElement} */
  #dialog = find('#bet-dialog');
  /** The bet that is edited. */
  #betId = '';

  /** @param {import('../lib/house.js').House} house */
  constructor(house) {
    this.#house = house;
    closeOnBackdrop(this.#dialog);
    this.#dialog.addEventListener('close', () => this.#giveFocusBack());
  }

  /** A dialog gives the focus back to its button, unless the row was drawn anew meanwhile. */
  #giveFocusBack() {
    const edit = `[data-bet="${CSS.escape(this.#betId)}"] [data-part="edit"]`;
    if (this.#betId === '' || document.activeElement !== document.body) return;
    /** @type {HTMLElement | null} */ (document.querySelector(edit))?.focus();
  }

  /**
   * Changes a bet.
   * @param {any} bet
   * @param {{ locked: boolean, save: (slip: any, reason: string | undefined) => void, remove: (reason: string | undefined) => void }} hands
   */
  edit(bet, { locked, save, remove }) {
    this.#betId = bet.betId;
    const reason = make('input', {
      'data-testid': 'reason',
      maxlength: 200,
      required: locked,
      placeholder: 'Begun or graded: why change it?',
    });
    const form = make(
      'form',
      { class: 'slip', 'data-testid': 'edit-form', autocomplete: 'off' },
      locked ? make('label', { class: 'line' }, 'Reason', reason) : null,
      make(
        'div',
        { class: 'pair' },
        make('button', { type: 'submit', class: 'primary', 'data-testid': 'save' }, 'Save'),
        make('button', { type: 'button', class: 'quiet', 'data-testid': 'delete' }, 'Delete'),
      ),
    );
    const slipForm = new SlipForm(form);
    slipForm.fill(bet.bet_data);
    const why = () => reason.value.trim() || undefined;
    form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      const slip = slipForm.read();
      if (slip === null) return;
      this.#dialog.close();
      save(slip, why());
    });
    find('[data-testid="delete"]', form).addEventListener('click', () => {
      if (locked && !reason.reportValidity()) return;
      this.#dialog.close();
      remove(why());
    });
    this.#open(`Edit the bet of ${bet.user_name}`, form);
  }

  /**
   * Every revision of a bet, the newest first.
   * @param {string} path of the week
   * @param {any} bet
   */
  async history(path, bet) {
    const list = make('ol', { class: 'revisions', 'data-testid': 'revisions' });
    this.#open(
      'History',
      make('p', { class: 'muted' }, 'Nothing is ever lost: this is what the bet was.'),
      list,
    );
    const answer = await this.#house.api.get(`${path}/bets/${encodeURIComponent(bet.betId)}/history`);
    if (!answer.ok) {
      list.replaceChildren(make('li', { class: 'complaint' }, explainRefusal(answer.problem)));
      return;
    }
    list.replaceChildren(
      ...answer.value.revisions
        .toReversed()
        .map((/** @type {any} */ revision) =>
          make(
            'li',
            {},
            make('b', {}, `${happened(revision.updateType)} by ${revision.by}`),
            make('time', { class: 'muted' }, MOMENT.format(revision.at)),
            revision.reason ? make('q', {}, revision.reason) : null,
            revision.bet ? version(revision.bet) : make('p', { class: 'muted' }, 'The bet was deleted.'),
          ),
        ),
    );
  }

  /**
   * The bets of a week that were deleted, the newest first.
   * @param {string} path of the week
   * @param {{ mayPutBack: (bet: any) => boolean, putBack: (bet: any) => void }} hands
   */
  async deleted(path, { mayPutBack, putBack }) {
    const list = make('ol', { class: 'revisions', 'data-testid': 'deleted-bets' });
    this.#open('Deleted bets', list);
    const answer = await this.#house.api.get(`${path}?deleted=true`);
    if (!answer.ok) {
      list.replaceChildren(make('li', { class: 'complaint' }, explainRefusal(answer.problem)));
      return;
    }
    const button = (
      /** @type {string} */ text,
      /** @type {string} */ part,
      /** @type {() => void} */ onclick,
    ) => make('button', { type: 'button', class: 'link', 'data-part': part, onclick }, text);
    const rows = answer.value.deleted.toReversed().map((/** @type {any} */ bet) =>
      make(
        'li',
        {},
        make('b', {}, bet.user_name),
        version(bet),
        make(
          'div',
          { class: 'row-tools' },
          mayPutBack(bet)
            ? button('Put it back', 'put-back', () => {
                this.#dialog.close();
                putBack(bet);
              })
            : null,
          button('History', 'history', () => this.history(path, bet)),
        ),
      ),
    );
    list.replaceChildren(
      ...(rows.length > 0 ? rows : [make('li', { class: 'muted' }, 'None in this week.')]),
    );
  }

  /**
   * Shows what a person wanted, and what the bet is now, and lets them choose.
   * @param {import('../lib/outbox.js').Change} change
   * @param {{ mine: () => void, theirs: () => void }} hands
   */
  resolve(change, { mine, theirs }) {
    const refused = change.state === 'refused';
    const theirsNow = refused ? change.base : change.problem?.bet;
    const current = change.problem?.deleted ? null : (theirsNow ?? null);
    const choose = (/** @type {() => void} */ chosen) => () => {
      this.#dialog.close();
      chosen();
    };
    const wanted =
      change.kind === 'delete'
        ? make('p', {}, 'You wanted to delete it.')
        : version({
            ...change.base,
            bet_data: change.slip ?? current?.bet_data ?? change.base?.bet_data,
            bet_status:
              change.refs.find(({ betId }) => betId === current?.betId)?.bet_status ??
              change.base?.bet_status ??
              [],
          });
    const shown = current ? version(current) : null;
    if (shown && change.kind !== 'delete') markDifferences(wanted, shown);
    this.#open(
      refused ? 'This change was refused' : 'Two versions of one bet',
      make(
        'p',
        { class: refused ? 'complaint' : 'muted' },
        refused && change.problem
          ? explainRefusal(change.problem)
          : current
            ? `${current.updated_by} changed it while you did. Nothing has been overwritten.`
            : 'Somebody deleted it while you changed it.',
      ),
      make(
        'div',
        { class: 'versions', 'data-testid': 'versions' },
        make('section', { 'data-testid': 'mine' }, make('h3', {}, 'Yours'), wanted),
        make(
          'section',
          { 'data-testid': 'theirs' },
          make('h3', {}, refused ? 'As it is' : 'Theirs'),
          shown ?? make('p', {}, change.kind === 'create' ? 'Not there.' : 'Deleted.'),
        ),
      ),
      make(
        'div',
        { class: 'choices two' },
        make(
          'button',
          { type: 'button', class: 'quiet', 'data-testid': 'keep-mine', onclick: choose(mine) },
          refused ? 'Try again' : current || change.kind !== 'edit' ? 'Use mine' : 'Put mine back',
        ),
        make(
          'button',
          { type: 'button', class: 'quiet', 'data-testid': 'keep-theirs', onclick: choose(theirs) },
          refused ? 'Give it up' : 'Keep theirs',
        ),
      ),
    );
  }

  /**
   * @param {string} title
   * @param {...Node} content
   */
  #open(title, ...content) {
    this.#dialog.replaceChildren(dialogHead(title, 'bet-title', this.#dialog), ...content);
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}

/**
 * @param {string} title
 * @param {string} id
 * @param {HTMLDialogElement} dialog
 */
export function dialogHead(title, id, dialog) {
  return make(
    'div',
    { class: 'dialog-head' },
    make('h2', { id }, title),
    make(
      'button',
      { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => dialog.close() },
      '×',
    ),
  );
}

/** @param {string} updateType */
function happened(updateType) {
  return HAPPENED[/** @type {keyof typeof HAPPENED} */ (updateType)] ?? updateType;
}

/** @param {any} bet */
function version({ bet_data: { kind, stake, legs, notes }, bet_status: statuses }) {
  return make(
    'div',
    { class: 'version' },
    make('p', {}, make('b', {}, stake), ` ${kind}`),
    ...legs.flatMap((/** @type {any} */ leg, /** @type {number} */ at) => [
      make('p', {}, `${leg.league}: ${leg.away_team} @ ${leg.home_team}`),
      make(
        'p',
        {},
        `${[leg.selection, leg.market, leg.line].filter(Boolean).join(' ')} at ${leg.odds}`,
        leg.closing_odds ? `, closed at ${leg.closing_odds}` : '',
      ),
      make('p', {}, `${kickoffName(leg.kickoff)}: ${statuses[at] ?? 'open'}`),
    ]),
    notes ? make('p', { class: 'notes' }, notes) : null,
  );
}

/**
 * Two versions are long, and what differs is short.
 * @param {HTMLElement} one
 * @param {HTMLElement} other
 */
function markDifferences(one, other) {
  for (const [lines, others] of [
    [one.children, other.children],
    [other.children, one.children],
  ]) {
    const known = new Set([...others].map((line) => line.textContent));
    for (const line of lines) line.classList.toggle('differs', !known.has(line.textContent));
  }
}
