/**
 * How the page is connected, in a word and a dot.
 * @module
 */

import { hook, mark, say } from './dom.js';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  polling: 'Slow connection',
  offline: 'Offline',
  paused: 'Paused',
};

/** @param {import('../lib/sync.js').State} state */
export function drawConnection(state) {
  const connection = hook('connection');
  mark(connection, 'data-state', state);
  say(connection, WORDS[state]);
}
