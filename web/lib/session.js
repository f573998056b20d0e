/**
 * Who plays in this window. A window keeps its own session, so that two windows can be two players;
 * a new window starts with the browser's latest one, so that they can also be the same.
 * @module
 */

const KEY = 'fairfall.session';
const SPECTATOR = 'spectator';
/** A device's clock may be off by the wrong day; what ended long before is not worth asking about. */
const LONG_AGO_MS = 7 * 86_400_000;

/**
 * @typedef {{ token: string, player: string, expiresAt: number }} Credentials
 */

export class Session {
  /** @type {Credentials | null} */
  #credentials = null;
  #own;
  #shared;

  /**
   * @param {Storage} own of this window
   * @param {Storage} shared of the browser
   */
  constructor(own, shared) {
    this.#own = own;
    this.#shared = shared;
    const stored = read(own);
    if (stored === SPECTATOR) return;
    this.#credentials = credentialsIn(stored) ?? credentialsIn(read(shared));
    if (this.#credentials) write(own, this.#credentials);
  }

  /** @returns {string | null} lower-case 0x address */
  get player() {
    return this.#credentials?.player ?? null;
  }

  /** @returns {string | null} */
  get token() {
    return this.#credentials?.token ?? null;
  }

  /** @param {Credentials} credentials */
  begin(credentials) {
    this.#credentials = credentials;
    write(this.#own, credentials);
    write(this.#shared, credentials);
  }

  /** Ends it here, and for new windows where it was the latest. */
  end() {
    const shared = read(this.#shared);
    if (shared !== SPECTATOR && shared?.token === this.token) remove(this.#shared);
    this.#credentials = null;
    write(this.#own, SPECTATOR);
  }
}

/**
 * Whether a session has ended is the house's word: this device's clock may be hours off.
 * @param {Credentials | typeof SPECTATOR | null} stored
 * @returns {Credentials | null}
 */
function credentialsIn(stored) {
  if (stored === null || stored === SPECTATOR || typeof stored.token !== 'string') return null;
  return stored.expiresAt > Date.now() - LONG_AGO_MS ? stored : null;
}

/**
 * @param {Storage} storage
 * @returns {Credentials | typeof SPECTATOR | null}
 */
function read(storage) {
  try {
    return JSON.parse(storage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * Storage may be refused (private windows, quota); then the session lasts as long as the page.
 * @param {Storage} storage
 * @param {Credentials | typeof SPECTATOR} value
 */
function write(storage, value) {
  try {
    storage.setItem(KEY, JSON.stringify(value));
  } catch {
    // The session in memory goes on.
  }
}

/** @param {Storage} storage */
function remove(storage) {
  try {
    storage.removeItem(KEY);
  } catch {
    // Nothing was stored either.
  }
}
