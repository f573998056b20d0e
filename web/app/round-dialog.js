/**
 * A finished round, and the proof that it was fair, computed in this browser.
 * @module
 */

import { formatMultiplier } from '../lib/curve.js';
import { chainsTo, isNextGame, verifyChain } from '../lib/fairness.js';
import { closeOnBackdrop, copyButton, find, make } from './dom.js';
import { explain } from './messages.js';
import { beaconProof, commandFor, linkOf, NETWORKS, saltProof, worse } from './round-proof.js';

const SALT_PROMISE =
  'Before anyone could bet, the house published the commitment: the SHA-256 of this round’s game hash. ' +
  'The crash point follows from the game hash and a salt that nobody could choose.';
const BEACON_PROMISE =
  'Before anyone could bet, the house published the commitment, which is the SHA-256 of this round’s game hash, ' +
  'and the number of a beacon that came after the last bet. The crash point follows from the two, ' +
  'so that nobody could know it while bets were taken, the house included.';
const SALT_FORMULA =
  'r = top 52 bits of HMAC-SHA-256(key = salt, message = game hash), both as lower-case hex text. ' +
  'Crash point = max(1.00, ⌊99 · 2⁵² ÷ (2⁵² − r)⌋ ÷ 100).';
const BEACON_FORMULA =
  'r = top 52 bits of HMAC-SHA-256(key = the 48 bytes of the beacon’s signature, message = game hash as ' +
  'lower-case hex text). Crash point = max(1.00, ⌊99 · 2⁵² ÷ (2⁵² − r)⌋ ÷ 100).';

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
    const { api } = this.#house;
    const round = await api.get(`/v1/rounds/${encodeURIComponent(roundId)}`);
    if (round.ok) {
      const chains = await chainsTo((path) => api.get(path), round.value.chain);
      this.#fill(roundId, ...this.#details(round.value, chains));
    } else this.#fill(roundId, make('p', { class: 'complaint' }, explain(round.problem)));
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
   * @param {import('../lib/fairness.js').Chain[] | null} chains
   * @returns {Node[]}
   */
  #details(round, chains) {
    const chain = chains?.find((/** @type {any} */ each) => each.chain === round.chain) ?? null;
    const nodes = [
      make('p', { class: 'muted' }, round.beacon ? BEACON_PROMISE : SALT_PROMISE),
      make(
        'dl',
        { class: 'values' },
        ...value('Commitment, before the bets', round.commitment),
        ...(round.beacon ? beaconValues(round) : []),
        ...value('Game hash, after the crash', round.gameHash ?? null),
        ...(round.beacon ? [] : value('Salt', chain?.salt ?? null)),
      ),
      ...witnessed(this.#house.game.witnessed.get(round.roundId), round),
    ];
    if (round.gameHash && chains && (round.beacon || chain?.salt)) {
      nodes.push(...this.#proof(round, chain?.salt, chains));
    }
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
   * @param {string | undefined} salt of a round that no beacon decides
   * @param {import('../lib/fairness.js').Chain[]} chains newest first
   */
  #proof(round, salt, chains) {
    const verdict = make('div', { class: 'verdict', role: 'status', 'data-testid': 'verdict' });
    const check = async () => {
      const [own, chain, place] = await Promise.all([
        round.beacon ? beaconProof(round) : saltProof(round, /** @type {string} */ (salt)),
        verifyChain(round, chains),
        this.#place(round, chains),
      ]);
      verdict.replaceChildren(...own.map(shown), said(CHAIN[chain]), said(PLACE[place]), ...caveat(round));
      verdict.setAttribute('data-result', worse(...own.map(([judgement]) => judgement), chain, place));
    };
    const command = commandFor(round, salt);
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
        make('p', { class: 'muted' }, round.beacon ? BEACON_FORMULA : SALT_FORMULA),
        ...(command === null
          ? []
          : [make('p', { class: 'code' }, make('code', {}, command), copyButton(command))]),
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

/** @param {import('./round-proof.js').Said} judged */
function shown([judgement, text]) {
  return said([{ holds: 'good', broken: 'bad', unknown: 'muted' }[judgement], text]);
}

/** @param {any} round */
function caveat(round) {
  return round.beacon?.name === 'development'
    ? [said(['muted', 'The development beacon’s key is public: it proves nothing about a house.'])]
    : [];
}

/**
 * @param {import('../lib/game.js').Witnessed | undefined} seen
 * @param {any} round
 */
function witnessed(seen, round) {
  if (seen === undefined) return [];
  const same = seen.commitment === round.commitment && seen.beaconRound === round.beacon?.round;
  const what = round.beacon ? 'commitment and beacon' : 'commitment';
  return [
    said(
      same
        ? ['good', `This browser saw the same ${what} before the round flew.`]
        : ['bad', `This browser saw ANOTHER ${what} before the round flew.`],
    ),
  ];
}

/** @param {any} round */
function beaconValues(round) {
  const link = linkOf(round.beacon);
  const name = `${NETWORKS[round.beacon.name] ?? 'unknown'}, round ${round.beacon.round}`;
  return [
    make('dt', {}, 'Beacon, named before the bets'),
    make(
      'dd',
      {},
      link === null ? name : make('a', { href: link, rel: 'noreferrer', target: '_blank' }, name),
    ),
    ...value('The beacon’s signature', round.signature ?? null),
  ];
}

/**
 * @param {string} name
 * @param {string | null} text
 */
function value(name, text) {
  const content =
    text === null ? make('span', { class: 'muted' }, 'not published yet') : make('code', {}, text);
  return [make('dt', {}, name), make('dd', {}, content, text === null ? null : copyButton(text))];
}
