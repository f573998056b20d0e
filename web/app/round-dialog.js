/**
 * A finished round, and the proof that it was fair, computed in this browser.
 * @module
 */

import { formatMultiplier } from '../lib/curve.js';
import { isNextGame, verify, verifyChain } from '../lib/fairness.js';
import { closeOnBackdrop, copyButton, find, make } from './dom.js';
import { explain } from './messages.js';

export class RoundDialog {
  #house;
  /** @type {HTMLDialogElement} */
  #dialog = find('#round-dialog');

  /** @param {import('../lib/client.js').FairfallClient} house */
  constructor(house) {
    this.#house = house;
    closeOnBackdrop(this.#dialog);
  }

  /** @param {string} roundId */
  async open(roundId) {
    this.#fill(roundId, make('p', { class: 'muted' }, 'Fetching the round…'));
    this.#dialog.showModal();
    const [round, fairness] = await Promise.all([
      this.#house.api.get(`/v1/rounds/${encodeURIComponent(roundId)}`),
      this.#house.api.get('/v1/fairness'),
    ]);
    if (!round.ok) this.#fill(roundId, make('p', { class: 'complaint' }, explain(round.problem)));
    else this.#fill(roundId, ...this.#details(round.value, fairness.ok ? fairness.value : null));
  }

  /**
   * @param {string} roundId
   * @param {...Node} content
   */
  #fill(roundId, ...content) {
    const past = this.#house.game.outcomeOf(roundId);
    const crash = past?.crash === undefined ? '' : ` · ${formatMultiplier(past.crash)}`;
    this.#dialog.replaceChildren(
      make(
        'div',
        { class: 'dialog-head' },
        make('h2', { id: 'round-title' }, `Round ${roundId}${crash}`),
        make(
          'button',
          { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => this.#dialog.close() },
          '×',
        ),
      ),
      ...content,
    );
  }

  /**
   * @param {any} round
   * @param {any} fairness
   * @returns {Node[]}
   */
  #details(round, fairness) {
    const chain = fairness?.chains.find((/** @type {any} */ each) => each.chain === round.chain) ?? null;
    const salt = chain?.salt ?? null;
    const seen = this.#house.game.witnessed.get(round.roundId);
    const promise =
      'Before anyone could bet, the house published the commitment: the SHA-256 of this round’s game hash. ' +
      'The crash point follows from the game hash and a salt that nobody could choose.';
    const nodes = [
      make('p', { class: 'muted' }, promise),
      make(
        'dl',
        { class: 'values' },
        ...value('Commitment, before the bets', round.commitment),
        ...value('Game hash, after the crash', round.gameHash ?? null),
        ...value('Salt', salt),
      ),
    ];
    if (seen) {
      const same = seen === round.commitment;
      const text = same
        ? 'This browser saw the same commitment before the round flew.'
        : 'This browser saw ANOTHER commitment before the round flew.';
      nodes.push(make('p', { class: same ? 'check good' : 'check bad' }, text));
    }
    if (round.gameHash && salt) nodes.push(...this.#proof(round, salt, fairness.chains));
    return nodes;
  }

  /**
   * Whether the round had to come next. A round has three entries, a cancelled one has two, and its
   * id is the version of its first.
   * @param {any} round
   * @param {import('../lib/fairness.js').Chain[]} chains
   * @returns {Promise<import('../lib/fairness.js').Judgement>}
   */
  async #place(round, chains) {
    const id = BigInt(round.roundId);
    if (id === 1n) return isNextGame(round, null, chains) ? 'holds' : 'broken';
    for (const entries of [3n, 2n]) {
      if (id <= entries) continue;
      const before = await this.#house.api.get(`/v1/rounds/${id - entries}`);
      if (before.ok) return isNextGame(round, before.value, chains) ? 'holds' : 'broken';
      if (before.problem.status !== 404) return 'unknown';
    }
    return 'unknown';
  }

  /**
   * @param {any} round
   * @param {string} salt
   * @param {import('../lib/fairness.js').Chain[]} chains newest first
   */
  #proof(round, salt, chains) {
    const verdict = make('div', { class: 'verdict', role: 'status', 'data-testid': 'verdict' });
    const check = async () => {
      const [result, chain, place] = await Promise.all([
        verify({ ...round, salt }),
        verifyChain(round, chains),
        this.#place(round, chains),
      ]);
      verdict.replaceChildren(...checks(result, round.crash), said(CHAIN[chain]), said(PLACE[place]));
      const holds = result.linkHolds && (round.crash === undefined || result.crashHolds);
      verdict.setAttribute('data-result', holds ? worse(chain, place) : 'bad');
    };
    const command = `./fairfall verify ${round.gameHash} --salt ${salt}`;
    return [
      make(
        'button',
        { type: 'button', class: 'primary wide', 'data-testid': 'verify', onclick: check },
        'Verify in this browser',
      ),
      verdict,
      make(
        'details',
        {},
        make('summary', {}, 'Verify it without this page'),
        make(
          'p',
          { class: 'muted' },
          'r = top 52 bits of HMAC-SHA-256(key = salt, message = game hash), both as lower-case hex text. ' +
            'Crash point = max(1.00, ⌊99 · 2⁵² ÷ (2⁵² − r)⌋ ÷ 100).',
        ),
        make('p', { class: 'code' }, make('code', {}, command), copyButton(command)),
      ),
    ];
  }
}

/** @type {Record<import('../lib/fairness.js').Judgement, [string, string]>} */
const CHAIN = {
  holds: ['good', 'Hashed on, game by game, it is the hash that its chain was published with.'],
  broken: ['bad', 'It does NOT lead to the hash that its chain was published with.'],
  unknown: ['muted', 'The end of its chain is too far away to be hashed to in a browser: not checked.'],
};

/** @type {Record<import('../lib/fairness.js').Judgement, [string, string]>} */
const PLACE = {
  holds: ['good', 'It is the game that had to come after the round before it.'],
  broken: ['bad', 'It is NOT the game that had to come after the round before it.'],
  unknown: ['muted', 'The round before it could not be read: whether it had to come next is not checked.'],
};

/** @param {[string, string]} sentence with its class */
function said([kind, text]) {
  return make('p', { class: kind === 'muted' ? 'check muted' : `check ${kind}` }, text);
}

/** @param {...import('../lib/fairness.js').Judgement} judgements */
function worse(...judgements) {
  if (judgements.includes('broken')) return 'bad';
  return judgements.includes('unknown') ? 'unknown' : 'ok';
}

/**
 * @param {import('../lib/fairness.js').Verdict} result
 * @param {number | undefined} announced hundredths; undefined for a cancelled round
 */
function checks({ linkHolds, crash, crashHolds }, announced) {
  const link = linkHolds
    ? 'SHA-256 of the game hash is the commitment.'
    : 'SHA-256 of the game hash is NOT the commitment.';
  const list = [make('p', { class: linkHolds ? 'check good' : 'check bad' }, link)];
  if (announced !== undefined) {
    const text = crashHolds
      ? `Game hash and salt give ${formatMultiplier(crash)}, as announced.`
      : `Game hash and salt give ${formatMultiplier(crash)}, but ${formatMultiplier(announced)} was announced.`;
    list.push(make('p', { class: crashHolds ? 'check good' : 'check bad' }, text));
  }
  return list;
}

/**
 * @param {string} name
 * @param {string | null} text
 */
function value(name, text) {
  const shown =
    text === null ? make('span', { class: 'muted' }, 'not published yet') : make('code', {}, text);
  return [make('dt', {}, name), make('dd', {}, shown, text === null ? null : copyButton(text))];
}
