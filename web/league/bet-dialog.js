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
const LOCKED = 'It has begun or is graded. You can still change its notes; ask a grader for the rest.';
const MOMENT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

export class BetDialog {
  #house;
  /** @type {HTMLDialogElement} */
  #dialog = find('#bet-dialog');
  /** The bet that is edited. */
  #betId = '';

  /** @param {import('../lib/client.js').FairfallClient} house */
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
   * @param {{ locked: boolean, grades: boolean, save: (slip: any, reason: string | undefined) => void, remove: (reason: string | undefined) => void }} hands
   */
  edit(bet, { locked, grades, save, remove }) {
    this.#betId = bet.betId;
    const reason = make('input', {
      'data-testid': 'reason',
      maxlength: 200,
      required: locked && grades,
      placeholder: 'Begun or graded: why change it?',
    });
    const remover = make('button', { type: 'button', class: 'quiet', 'data-testid': 'delete' }, 'Delete');
    const form = make(
      'form',
      { class: 'slip', 'data-testid': 'edit-form', autocomplete: 'off' },
      locked && grades ? make('label', { class: 'line' }, 'Reason', reason) : null,
      locked && !grades ? make('p', { class: 'late' }, LOCKED) : null,
      make(
        'div',
        { class: 'pair' },
        make('button', { type: 'submit', class: 'primary', 'data-testid': 'save' }, 'Save'),
        locked && !grades ? null : remover,
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
    remover.addEventListener('click', () => {
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
    const answer = await this.#house.api.get(`${path}/deleted`);
    if (!answer.ok) {
      list.replaceChildren(make('li', { class: 'complaint' }, explainRefusal(answer.problem)));
      return;
    }
    const button = (
      /** @type {string} */ text,
      /** @type {string} */ part,
      /** @type {() => void} */ onclick,
    ) => make('button', { type: 'button', class: 'link', 'data-part': part, onclick }, text);
    const rows = answer.value.bets.toReversed().map((/** @type {any} */ bet) =>
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
    const told = change.problem?.bet ?? null;
    const about = told ?? change.base ?? null;
    const current = refused ? (change.base ?? null) : change.problem?.deleted ? null : told;
    const choose = (/** @type {() => void} */ chosen) => () => {
      this.#dialog.close();
      chosen();
    };
    const button = (
      /** @type {string} */ words,
      /** @type {string} */ id,
      /** @type {() => void} */ chosen,
    ) =>
      make('button', { type: 'button', class: 'quiet', 'data-testid': id, onclick: choose(chosen) }, words);
    const wanted = change.kind === 'delete' ? make('p', {}, 'You wanted to delete it.') : wish(change, about);
    const shown = current ? version(current) : null;
    if (shown && change.kind !== 'delete') markDifferences(wanted, shown);
    const again = againWords(change, current !== null);
    this.#open(
      refused ? 'This change was refused' : 'Two versions of one bet',
      make('p', { class: refused ? 'complaint' : 'muted' }, whatHappened(change, current)),
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
      change.refs.length > 1
        ? make(
            'p',
            { class: 'muted' },
            `It is one of ${change.refs.length} bets; none of them is changed yet.`,
          )
        : null,
      make(
        'div',
        { class: 'choices two' },
        again ? button(again, 'keep-mine', mine) : null,
        button(refused ? 'Give it up' : 'Keep theirs', 'keep-theirs', theirs),
      ),
    );
  }

  /**
   * @param {string} title
   * @param {...(Node | null)} content
   */
  #open(title, ...content) {
    this.#dialog.replaceChildren(
      dialogHead(title, 'bet-title', this.#dialog),
      ...content.filter((node) => node !== null),
    );
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

/**
 * A bet as a change would have it.
 * @param {import('../lib/outbox.js').Change} change
 * @param {any} about the bet as it is, or was before it was deleted; null for one that never was
 */
function wish({ slip, refs }, about) {
  const statuses = refs.find(({ betId }) => betId === about?.betId)?.bet_status;
  return version({
    bet_data: slip ?? about?.bet_data,
    bet_status: statuses ?? about?.bet_status ?? [],
  });
}

/**
 * @param {import('../lib/outbox.js').Change} change
 * @param {any} current the bet as it is; null if it is deleted
 */
function whatHappened({ state, problem }, current) {
  if (state === 'refused' && problem) return explainRefusal(problem);
  return current
    ? `${current.updated_by} changed it while you did. Nothing has been overwritten.`
    : 'Somebody deleted it while you changed it.';
}

/**
 * @param {import('../lib/outbox.js').Change} change
 * @param {boolean} isThere whether the bet is
 * @returns {string | null} what making the change once more is called; null if nothing would come of it
 */
function againWords({ kind, state, refs }, isThere) {
  if (state === 'refused') return 'Try again';
  if (isThere) return 'Use mine';
  if (kind === 'grade') return refs.length > 1 ? 'Grade the others' : null;
  return 'Put mine back';
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
