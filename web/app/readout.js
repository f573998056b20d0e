/**
 * The big figure, the phase and the countdown over the sky.
 * @module
 */

import { elapsedTo, formatMultiplier, multiplierAt } from '../lib/curve.js';
import { find, hook, mark, say, show } from './dom.js';
import { Sky } from './sky.js';

const REDUCED_MOTION_FIGURE_MS = 250;

export class Readout {
  #still = matchMedia('(prefers-reduced-motion: reduce)');
  #sky = new Sky(find('.sky canvas'), this.#still);
  #phase = hook('phase');
  #figure = hook('multiplier');
  #countdown = hook('countdown');
  #fuse = find('.fuse');
  #ember = find('.fuse i');
  #round = hook('round');

  /**
   * @param {import('../lib/game.js').Game} game
   * @param {number} now the server's milliseconds
   * @param {boolean} blind whether nothing answers, so that what is drawn is a guess
   */
  draw(game, now, blind) {
    const phase = game.phase(now);
    const round = game.round;
    mark(document.body, 'data-phase', phase);
    mark(this.#phase, 'data-phase', phase);
    mark(document.body, 'data-blind', String(blind));
    say(
      this.#phase,
      blind && phase !== 'crashed' ? 'Connection lost, trying again…' : phaseText(phase, round, game),
    );
    mark(this.#round, 'data-round', round?.roundId ?? '');
    say(this.#round, `Round ${round?.roundId ?? '–'}`);
    const elapsedMs = elapsed(phase, round, now);
    this.#sky.draw({
      mood: phase === 'flying' ? 'flying' : phase === 'crashed' ? 'crashed' : 'resting',
      elapsedMs,
      sinceCrashMs: now - (round?.crashedAt ?? now),
    });
    this.#write(phase, elapsedMs, round, now);
  }

  /**
   * @param {import('../lib/game.js').Phase} phase
   * @param {number} elapsedMs
   * @param {import('../lib/game.js').Round | null} round
   * @param {number} now
   */
  #write(phase, elapsedMs, round, now) {
    const counting = phase === 'open' && round !== null;
    show(this.#countdown, counting);
    show(this.#figure, !counting && phase !== 'waking');
    show(this.#fuse, counting);
    if (counting) {
      const left = Math.max(0, round.closesAt - now);
      const window = Math.max(1, round.closesAt - round.opensAt);
      say(this.#countdown, `${(left / 1_000).toFixed(1)}s`);
      this.#ember.style.transform = `scaleX(${Math.min(1, left / window)})`;
    } else if (phase === 'crashed') {
      say(this.#figure, formatMultiplier(round?.crash ?? 100));
    } else {
      // Where motion is unwelcome the figure steps instead of running.
      const step = this.#still.matches ? REDUCED_MOTION_FIGURE_MS : 1;
      say(this.#figure, formatMultiplier(multiplierAt(Math.floor(elapsedMs / step) * step)));
    }
  }
}

/**
 * @param {import('../lib/game.js').Phase} phase
 * @param {import('../lib/game.js').Round | null} round
 * @param {number} now
 */
function elapsed(phase, round, now) {
  if (round === null) return 0;
  if (phase === 'flying') return now - round.startsAt;
  return phase === 'crashed' ? elapsedTo(round.crash ?? 100) : 0;
}

/**
 * @param {import('../lib/game.js').Phase} phase
 * @param {import('../lib/game.js').Round | null} round
 * @param {{ bettingPaused: boolean, unfunded: boolean }} house
 */
function phaseText(phase, round, { bettingPaused, unfunded }) {
  switch (phase) {
    case 'open':
      if (bettingPaused) return 'Betting is paused';
      return unfunded ? 'No bets: the house has no bankroll' : 'Place your bets';
    case 'locked':
      return 'Bets are closed';
    case 'flying':
      return round?.forcedAt
        ? `In flight · everybody is paid at ${formatMultiplier(round.forcedAt)}`
        : 'In flight';
    case 'crashed':
      return `Crashed at ${formatMultiplier(round?.crash ?? 100)}`;
    case 'voided':
      return 'Round cancelled, stakes returned';
    default:
      return 'Waking up the house…';
  }
}
