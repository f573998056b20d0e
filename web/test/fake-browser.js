/**
 * The parts of a browser that tabs share: Web Locks and BroadcastChannels, on hand-moved time.
 * @module
 */

const POST_MS = 1;

/** Locks of one origin, as the specification has them: a queue, and stealing. */
export class FakeLocks {
  #held = new Map();
  #queues = new Map();

  request(name, options, callback) {
    return new Promise((resolve, reject) => {
      const request = { callback, resolve, reject };
      const { signal, steal, ifAvailable } = options;
      if (ifAvailable && this.#held.has(name)) return resolve(callback(null));
      if (signal?.aborted) return reject(signal.reason);
      if (steal) {
        this.#held.get(name)?.reject(new DOMException('stolen', 'AbortError'));
        this.#held.delete(name);
        return this.#grant(name, request);
      }
      signal?.addEventListener('abort', () => {
        const queue = this.#queues.get(name) ?? [];
        if (!queue.includes(request)) return;
        queue.splice(queue.indexOf(request), 1);
        reject(signal.reason);
      });
      this.#queues.set(name, [...(this.#queues.get(name) ?? []), request]);
      queueMicrotask(() => this.#next(name));
    });
  }

  #grant(name, request) {
    this.#held.set(name, request);
    const end = (settle) => (value) => {
      if (this.#held.get(name) !== request) return;
      this.#held.delete(name);
      settle(value);
      this.#next(name);
    };
    Promise.resolve(request.callback({ name })).then(end(request.resolve), end(request.reject));
  }

  #next(name) {
    const request = this.#held.has(name) ? undefined : this.#queues.get(name)?.shift();
    if (request) this.#grant(name, request);
  }
}

/** Channels of one origin. A tab that is frozen hears nothing until it thaws. */
export class FakeChannels {
  #time;
  #open = new Set();
  posts = 0;

  constructor(time) {
    this.#time = time;
  }

  channel = (name) => {
    const channel = {
      name,
      onmessage: null,
      postMessage: (message) => this.#post(channel, structuredClone(message)),
      close: () => this.#open.delete(channel),
    };
    this.#open.add(channel);
    return channel;
  };

  #post(from, data) {
    this.posts += 1;
    for (const to of [...this.#open]) {
      if (to === from || to.name !== from.name) continue;
      this.#time.after(POST_MS, () => this.#open.has(to) && to.onmessage?.({ data }));
    }
  }
}
