/**
 * Listeners of a model. Who draws it is told that something changed and reads what it needs; who
 * reacts to a single event names it. Event names and their details are typed by the model.
 * @module
 */

/**
 * @template {Record<string, any>} [Events=Record<string, never>] details by name of the event
 */
export class Signal {
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {Map<keyof Events, Set<(detail: any) => void>>} */
  #byName = new Map();

  /**
   * @param {() => void} listener told of any change
   * @returns {() => void} ends the subscription
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {(detail: Events[Name]) => void} listener
   * @returns {() => void} ends the subscription
   */
  on(name, listener) {
    const listeners = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Tells every listener; one that throws does not keep the news from the others. */
  emit() {
    for (const listener of [...this.#listeners]) guarded(listener);
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {Events[Name]} detail
   */
  tell(name, detail) {
    for (const listener of [...(this.#byName.get(name) ?? [])]) guarded(() => listener(detail));
  }
}

/** @param {() => void} task */
function guarded(task) {
  try {
    task();
  } catch (failure) {
    queueMicrotask(() => {
      throw failure;
    });
  }
}
