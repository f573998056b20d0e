/**
 * The strip of last crashes. Each opens its round.
 * @module
 */

import { formatMultiplier } from '../lib/curve.js';
import { hook, make } from './dom.js';

const SHOWN = 24;

export class HistoryView {
  #strip = hook('history');
  #open;
  #drawn = '';

  /** @param {(roundId: string) => void} open */
  constructor(open) {
    this.#open = open;
  }

  /** @param {import('../lib/game.js').Past[]} history newest first */
  render(history) {
    const shown = history.slice(0, SHOWN);
    const signature = shown.map(({ roundId }) => roundId).join();
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    this.#strip.replaceChildren(...shown.map((past) => make('li', {}, this.#item(past))));
  }

  /** @param {import('../lib/game.js').Past} past */
  #item({ roundId, crash, voided }) {
    const text = voided || crash === undefined ? 'void' : formatMultiplier(crash);
    const said = voided ? `Round ${roundId} was cancelled` : `Round ${roundId} crashed at ${text}`;
    return make(
      'button',
      {
        type: 'button',
        'data-crash': crash ?? '',
        'data-round': roundId,
        'data-tier': tier(crash),
        'aria-label': `${said}. Details`,
        'aria-haspopup': 'dialog',
        onclick: () => this.#open(roundId),
      },
      text,
    );
  }
}

/** @param {number | undefined} crash hundredths */
function tier(crash) {
  if (crash === undefined) return 'void';
  return crash < 200 ? 'low' : crash < 1000 ? 'middle' : 'high';
}
