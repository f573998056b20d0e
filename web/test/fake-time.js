/**
 * Timers that a test moves by hand.
 * @module
 */

export class FakeTime {
  now = 1_000_000;
  #next = 1;
  #timers = new Map();

  after = (ms, task) => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.now + ms, task });
    return id;
  };

  cancel = (id) => this.#timers.delete(id);

  /** Runs everything that is due within some milliseconds, in order, with promises in between. */
  async pass(ms) {
    const end = this.now + ms;
    for (;;) {
      await settled();
      const due = [...this.#timers]
        .filter(([, { at }]) => at <= end)
        .sort((a, b) => a[1].at - b[1].at || a[0] - b[0]);
      if (due.length === 0) break;
      const [id, { at, task }] = due[0];
      this.#timers.delete(id);
      this.now = Math.max(this.now, at);
      task();
    }
    this.now = end;
  }
}

async function settled() {
  for (let turn = 0; turn < 12; turn += 1) await null;
}
