/**
 * What somebody sees who is in no pool yet, or nobody here, or who follows an invitation.
 * @module
 */

import { hook, make } from '../app/dom.js';
import { poolChoice, waysIn } from './pool-dialog.js';

/** @returns {string} the code of the invitation in the page's address; empty for none */
export function invitation() {
  return new URLSearchParams(location.hash.slice(1)).get('join') ?? '';
}

/**
 * @param {import('../lib/client.js').FairfallClient} house
 * @param {any[]} pools that somebody is in already
 * @param {{ enter: (pool: any) => void, signIn: () => void }} hands
 */
export function drawWelcome(house, pools, { enter, signIn }) {
  const words = make(
    'p',
    {},
    'A week of bets that your league keeps together: everybody sees the same list at once.',
  );
  const button = make(
    'button',
    { type: 'button', class: 'primary', onclick: signIn },
    'Sign in with your wallet',
  );
  hook('welcome').replaceChildren(
    ...(house.session.player === null
      ? [
          make('h2', {}, invitation() ? 'You are invited to a league' : 'Your league’s bet log'),
          words,
          button,
        ]
      : [
          make('h2', {}, 'Join your league, or open a pool'),
          words,
          make('div', { class: 'ways' }, ...waysIn(house, enter, invitation())),
          ...pools.map((pool) => poolChoice(pool, enter)),
        ]),
  );
}
