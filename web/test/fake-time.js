/**
 * Timers that a test moves by hand.
 * @module
 */

/** So many promises in a row may follow from one timer, until the next one is due. */
const PROMISE_TURNS = 10;

export class FakeTime {
  now = 1_000_000;
  #next = 1;
  /** A heap, the first one due on top; what was cancelled goes when it comes up. */
  #heap = [];
  #alive = new Set();

  after = (ms, task) => {
    const timer = { at: this.now + ms, id: this.#next++, task };
    this.#alive.add(timer.id);
    this.#push(timer);
    return timer.id;
  };

  cancel = (id) => this.#alive.delete(id);

  /** Runs everything that is due within some milliseconds, in order, with promises in between. */
  async pass(ms) {
    const end = this.now + ms;
    await settled();
    while (this.#heap.length > 0 && this.#heap[0].at <= end) {
      const { at, id, task } = this.#pop();
      if (!this.#alive.delete(id)) continue;
      this.now = Math.max(this.now, at);
      task();
      await settled();
    }
    this.now = end;
  }

  #push(timer) {
    const heap = this.#heap;
    let place = heap.length;
    for (let up = (place - 1) >> 1; place > 0 && isSooner(timer, heap[up]); up = (place - 1) >> 1) {
      heap[place] = heap[up];
      place = up;
    }
    heap[place] = timer;
  }

  #pop() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let down = 2 * place + 1;
      if (down + 1 < heap.length && isSooner(heap[down + 1], heap[down])) down += 1;
      if (down >= heap.length || !isSooner(heap[down], last)) break;
      heap[place] = heap[down];
      place = down;
    }
    heap[place] = last;
    return first;
  }
}

function isSooner(one, other) {
  return one.at < other.at || (one.at === other.at && one.id < other.id);
}

async function settled() {
  for (let turn = 0; turn < PROMISE_TURNS; turn += 1) await null;
}
