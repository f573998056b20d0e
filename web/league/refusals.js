/**
 * What to tell somebody whom the bet log refused something.
 * @module
 */

import { explain } from '../app/messages.js';

/** What the house itself could not say, or says for programs. */
const WORDS = {
  UNREACHABLE: 'The house did not answer. Check your connection and try again.',
  INTERNAL: 'Something broke in the house. Nothing has changed; try again in a moment.',
};
/** The house names the member of a request that it refuses; people know it by another name. */
const MEMBERS = {
  user_name: 'Your name',
  name: 'The name of the pool',
  zone: 'The time zone',
  code: 'The code',
  csv: 'The file',
};
const OWN_WORDS = ['UNAUTHENTICATED', 'RATE_LIMITED'];

/**
 * The bet log says in a sentence why it refuses something; what the game says of the same codes is about
 * money.
 * @param {import('../lib/api.js').Problem} problem
 * @returns {string}
 */
export function explainRefusal(problem) {
  const words = WORDS[/** @type {keyof typeof WORDS} */ (problem.code)];
  if (words) return words;
  if (!problem.detail || OWN_WORDS.includes(problem.code)) return explain(problem);
  return problem.detail.replace(
    /^[a-z_]+(?= )/,
    (word) => MEMBERS[/** @type {keyof typeof MEMBERS} */ (word)] ?? word,
  );
}
