/**
 * Adding a bet in a moment: the form beside the list.
 * @module
 */

import { hook, make, show } from '../app/dom.js';
import { SlipForm } from './slip-form.js';
import { likelyKickoff } from './weeks.js';

export class AddForm {
  #form = hook('add-form');
  #slip;
  #reason = make('input', {
    'data-testid': 'add-reason',
    maxlength: 200,
    placeholder: 'It has begun: why add it now?',
  });
  #reasonLine = make('label', { class: 'line' }, 'Reason', this.#reason);
  #late = make('p', { class: 'late', role: 'status', 'data-testid': 'add-late' });
  #now;
  #grades = false;
  #kickoff = 0;

  /**
   * @param {(slip: any, reason: string | undefined) => void} add
   * @param {() => number} now the house's milliseconds
   */
  constructor(add, now) {
    this.#now = now;
    this.#form.append(
      this.#reasonLine,
      this.#late,
      make('button', { type: 'submit', class: 'primary wide', 'data-testid': 'add-go' }, 'Add'),
    );
    this.#slip = new SlipForm(this.#form);
    this.#form.addEventListener('input', () => this.#look());
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#look();
      const slip = this.#isLate && !this.#grades ? null : this.#slip.read();
      if (slip === null) return;
      add(slip, this.#isLate ? this.#reason.value.trim() : undefined);
      const [{ league, market, kickoff }] = slip.legs;
      this.#slip.fill({ kind: 'straight', stake: slip.stake, legs: [{ league, market, kickoff }] });
      this.#look();
      this.focus();
    });
  }

  /**
   * Begins anew, for a week.
   * @param {string} weekKey
   * @param {boolean} isNow
   * @param {boolean} grades whether who adds may add what has begun
   */
  begin(weekKey, isNow, grades) {
    this.#grades = grades;
    this.#reason.value = '';
    const kickoff = likelyKickoff(weekKey, isNow, this.#now());
    this.#slip.fill({ kind: 'straight', legs: [{ league: 'NFL', market: 'moneyline', kickoff }] });
    this.#look();
  }

  focus() {
    this.#slip.focus();
  }

  get #isLate() {
    return this.#kickoff <= this.#now();
  }

  /** What has begun is a grader's to add, who says why. */
  #look() {
    this.#kickoff = this.#slip.firstKickoff() ?? Infinity;
    show(this.#reasonLine, this.#isLate && this.#grades);
    this.#reason.required = this.#isLate && this.#grades;
    const words = 'Its kickoff has passed: only a grader or the owner can add it.';
    this.#late.textContent = this.#isLate && !this.#grades ? words : '';
  }
}
