/**
 * The two kinds of break, and the second thought before each: neither can be made shorter.
 * @module
 */

import { make } from './dom.js';
import { instant } from './limits-words.js';

const MS_PER_DAY = 86_400_000;
/** What somebody types who knows what an exclusion means. */
const WORDS = 'cannot be shortened';

/**
 * `member` is the one of the request; `days` are the choices.
 * @type {Record<'coolOff' | 'exclude', { title: string, member: string, days: [number, string][] }>}
 */
export const BREAKS = {
  coolOff: {
    title: 'Take a break',
    member: 'coolOffDays',
    days: [
      [1, '1 day'],
      [3, '3 days'],
      [7, '1 week'],
      [14, '2 weeks'],
      [30, '30 days'],
      [42, '6 weeks'],
    ],
  },
  exclude: {
    title: 'Exclude yourself',
    member: 'excludeDays',
    days: [
      [180, '6 months'],
      [365, '1 year'],
      [730, '2 years'],
      [1_825, '5 years'],
      [3_650, '10 years'],
    ],
  },
};

/**
 * @param {(kind: keyof typeof BREAKS, days: number) => void} ask
 * @returns {Node[]}
 */
export function breakSteps(ask) {
  return /** @type {(keyof typeof BREAKS)[]} */ (Object.keys(BREAKS)).map((kind) => {
    const { title, days } = BREAKS[kind];
    const select = make(
      'select',
      { 'aria-label': `${title}: for how long`, 'data-testid': `${kind}-days` },
      ...days.map(([value, text]) => make('option', { value }, text)),
    );
    const go = make(
      'button',
      { type: 'button', class: 'quiet', 'data-testid': kind, onclick: () => ask(kind, Number(select.value)) },
      'Continue…',
    );
    const what =
      kind === 'coolOff'
        ? 'No bets for a while. It begins at once and ends by itself.'
        : 'No bets for half a year or longer, on this account, in every window.';
    return make(
      'details',
      { class: 'break-step' },
      make('summary', { 'data-testid': `${kind}-open` }, title),
      make('p', { class: 'muted' }, what),
      make('div', { class: 'row' }, select, go),
    );
  });
}

/**
 * @param {keyof typeof BREAKS} kind
 * @param {number} days
 * @param {number} now the server's milliseconds
 * @param {{ take: () => void, back: () => void }} act
 * @returns {Node[]}
 */
export function confirmation(kind, days, now, { take, back }) {
  const yes = make(
    'button',
    { type: 'submit', class: 'primary wide', 'data-testid': 'confirm-break', disabled: kind === 'exclude' },
    'No bets until then',
  );
  const typed = make('input', { id: 'confirm-words', 'data-testid': 'confirm-words', autocomplete: 'off' });
  typed.addEventListener('input', () => {
    yes.disabled = typed.value.trim().toLowerCase() !== WORDS;
  });
  const form = make(
    'form',
    { class: 'confirm', novalidate: true },
    make('p', {}, 'You will not be able to bet until ', make('b', {}, instant(now + days * MS_PER_DAY)), '.'),
    make(
      'p',
      { class: 'muted' },
      'This can be made longer but not shorter, by you or by anybody else. Bets in play go on and are ' +
        'paid, and your balance stays yours to withdraw.',
    ),
    kind === 'exclude' ? make('label', { for: 'confirm-words' }, `Type “${WORDS}” to go on:`) : null,
    kind === 'exclude' ? typed : null,
    yes,
    make('button', { type: 'button', class: 'quiet wide', onclick: back }, 'Back'),
  );
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!yes.disabled) take();
  });
  return [form];
}
