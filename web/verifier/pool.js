/**
 * As many workers as are of use, each with one batch at a time.
 * @module
 */

const MAX_WORKERS = 4;

/** @typedef {{ message: Uint8Array, signature: string }[]} Items */

export class Pool {
  /** @type {Worker[]} */
  #workers = [];
  /** @type {Worker[]} */
  #idle = [];
  /** @type {((worker: Worker) => void)[]} */
  #waiting = [];

  /** @param {string} source the worker's program */
  constructor(source) {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const count = Math.max(1, Math.min(MAX_WORKERS, navigator.hardwareConcurrency || 1));
    for (let i = 0; i < count; i += 1) this.#workers.push(new Worker(url));
    this.#idle = [...this.#workers];
  }

  /**
   * @param {string} publicKey
   * @param {Items} items
   * @returns {Promise<boolean[]>}
   */
  async verify(publicKey, items) {
    /** @type {Worker} */
    const worker = this.#idle.pop() ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
    try {
      return await new Promise((resolve, reject) => {
        worker.onmessage = (/** @type {MessageEvent} */ event) => resolve(event.data);
        worker.onerror = (/** @type {ErrorEvent} */ event) => reject(new Error(event.message));
        worker.postMessage({ publicKey, items });
      });
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#idle.push(worker);
    }
  }

  close() {
    for (const worker of this.#workers) worker.terminate();
  }
}
