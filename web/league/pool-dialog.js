/**
 * Pools: opening one, joining one, and who is in it.
 * @module
 */

import { avatar, closeOnBackdrop, copyButton, find, make } from '../app/dom.js';
import { newId } from '../lib/outbox.js';
import { dialogHead } from './bet-dialog.js';
import { explainRefusal } from './refusals.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const ROLES = ['member', 'grader', 'viewer'];

/** @param {string} word */
function dayName(word) {
  return `${word[0].toUpperCase()}${word.slice(1)}`;
}

/**
 * The two ways into a pool.
 * @param {import('../lib/client.js').FairfallClient} house
 * @param {(pool: any) => void} enter told of the pool that somebody is in now
 * @param {string} code of an invitation, or empty
 * @returns {HTMLElement[]}
 */
export function waysIn(house, enter, code) {
  return [joining(house, enter, code), opening(house, enter)];
}

/**
 * @param {import('../lib/client.js').FairfallClient} house
 * @param {(pool: any) => void} enter
 * @param {string} code
 */
function joining(house, enter, code) {
  const [codeLine, codeField] = line('Invitation code', {
    'data-testid': 'join-code',
    required: true,
    maxlength: 12,
    value: code,
  });
  const [nameLine, nameField] = line('Your name there', {
    'data-testid': 'join-name',
    required: true,
    maxlength: 24,
  });
  return card(
    'Join a pool',
    'join',
    [codeLine, nameLine],
    () =>
      house.api.post(`/v1/invitations/${encodeURIComponent(codeField.value.trim())}`, {
        user_name: nameField.value.trim(),
      }),
    enter,
  );
}

/**
 * @param {import('../lib/client.js').FairfallClient} house
 * @param {(pool: any) => void} enter
 */
function opening(house, enter) {
  const [titleLine, title] = line('Name of the pool', {
    'data-testid': 'open-title',
    required: true,
    maxlength: 48,
  });
  const [nameLine, name] = line('Your name there', {
    'data-testid': 'open-name',
    required: true,
    maxlength: 24,
  });
  const [zoneLine, zone] = line('Time zone', {
    'data-testid': 'open-zone',
    required: true,
    maxlength: 40,
    value: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const day = make(
    'select',
    { 'data-testid': 'open-day' },
    ...DAYS.map((word) => make('option', { value: word, selected: word === 'tuesday' }, dayName(word))),
  );
  const id = newId();
  return card(
    'Open a pool',
    'open',
    [
      titleLine,
      nameLine,
      make('div', { class: 'pair' }, zoneLine, make('label', { class: 'line' }, 'Weeks begin on', day)),
    ],
    () =>
      house.api.post('/v1/pools', {
        pool: id,
        name: title.value.trim(),
        zone: zone.value.trim(),
        firstDay: day.value,
        user_name: name.value.trim(),
      }),
    enter,
  );
}

/**
 * @param {string} title
 * @param {string} id
 * @param {HTMLElement[]} fields
 * @param {() => Promise<import('../lib/api.js').Answer<any>>} ask
 * @param {(value: any) => void} enter
 */
function card(title, id, fields, ask, enter) {
  const complaint = make('p', { class: 'complaint', role: 'alert', hidden: true });
  const form = make(
    'form',
    { class: 'card', 'data-testid': id, autocomplete: 'off' },
    make('h2', {}, title),
    ...fields,
    complaint,
    make('button', { type: 'submit', class: 'primary wide', 'data-testid': `${id}-go` }, title),
  );
  form.addEventListener('submit', async (/** @type {Event} */ event) => {
    event.preventDefault();
    const answer = await ask();
    complaint.hidden = answer.ok;
    if (answer.ok) enter(answer.value);
    else complaint.textContent = explainRefusal(answer.problem);
  });
  return form;
}

/**
 * @param {string} name
 * @param {Record<string, any>} attributes
 * @returns {[HTMLElement, HTMLInputElement]}
 */
function line(name, attributes) {
  const input = make('input', { spellcheck: 'false', ...attributes });
  return [make('label', { class: 'line' }, name, input), input];
}

/**
 * A code, to be copied by itself or as an address that somebody only has to open.
 * @param {string} code
 */
function waysToShare(code) {
  const link = `${location.origin}${location.pathname}#join=${code}`;
  return [make('code', {}, code), copyButton(code), copyButton(link, 'Copy link')];
}

/**
 * @param {any} pool
 * @param {(pool: any) => void} enter
 * @returns {HTMLElement}
 */
export function poolChoice(pool, enter) {
  return make(
    'button',
    { type: 'button', class: 'choice', onclick: () => enter(pool) },
    make('b', {}, pool.name),
    make('small', {}, pool.role),
  );
}

export class PoolDialog {
  #house;
  #enter;
  /** @type {HTMLDialogElement} */
  #dialog = find('#pool-dialog');

  /**
   * @param {import('../lib/client.js').FairfallClient} house
   * @param {(pool: any) => void} enter
   */
  constructor(house, enter) {
    this.#house = house;
    this.#enter = (/** @type {any} */ pool) => {
      this.#dialog.close();
      enter(pool);
    };
    closeOnBackdrop(this.#dialog);
  }

  /**
   * @param {any} pool the one that is shown
   * @param {any[]} pools all of them
   */
  open(pool, pools) {
    const owner = pool.me.role === 'owner';
    this.#dialog.replaceChildren(
      dialogHead(pool.name, 'pool-title', this.#dialog),
      make(
        'ul',
        { class: 'members', 'data-testid': 'members' },
        ...pool.members.map((/** @type {any} */ member) => this.#member(pool, member, owner)),
      ),
      ...(owner ? [this.#invitations(pool)] : []),
      ...pools.filter((other) => other.pool !== pool.pool).map((other) => poolChoice(other, this.#enter)),
      make(
        'details',
        {},
        make('summary', {}, 'Join or open another pool'),
        ...waysIn(this.#house, this.#enter, ''),
      ),
    );
    this.#dialog.showModal();
  }

  /**
   * @param {any} pool
   * @param {any} member
   * @param {boolean} owner
   */
  #member(pool, member, owner) {
    const choose = make(
      'select',
      { 'aria-label': `Role of ${member.user_name}` },
      ...['owner', ...ROLES, 'none'].map((role) =>
        make('option', { value: role, selected: role === member.role }, role === 'none' ? 'take out' : role),
      ),
    );
    choose.addEventListener('change', async () => {
      const answer = await this.#house.api.post(`/v1/pools/${pool.pool}/members/${member.player}`, {
        role: choose.value,
      });
      if (answer.ok) this.#enter(answer.value);
      else choose.value = member.role;
    });
    const own = member.player === pool.me.player;
    return make(
      'li',
      {},
      avatar(member.player),
      make('b', {}, member.user_name),
      owner && !own ? choose : make('span', { class: 'muted' }, member.role),
    );
  }

  /** @param {any} pool */
  #invitations(pool) {
    const place = make('p', { class: 'code', 'data-testid': 'invitation', hidden: true });
    const role = make(
      'select',
      { 'data-testid': 'invite-role', 'aria-label': 'Role' },
      ...ROLES.map((word) => make('option', { value: word }, word)),
    );
    const invite = async () => {
      const answer = await this.#house.api.post(`/v1/pools/${pool.pool}/invitations`, {
        role: role.value,
        uses: 1,
      });
      place.hidden = false;
      if (!answer.ok) place.textContent = explainRefusal(answer.problem);
      else place.replaceChildren(...waysToShare(answer.value.code));
    };
    return make(
      'div',
      { class: 'invite' },
      make('h3', {}, 'Invite somebody'),
      make(
        'div',
        { class: 'pair' },
        role,
        make(
          'button',
          { type: 'button', class: 'quiet', 'data-testid': 'invite', onclick: invite },
          'Make a code',
        ),
      ),
      place,
    );
  }
}
