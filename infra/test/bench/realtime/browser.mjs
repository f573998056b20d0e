// Makes this process look like a browser to the library: a WebSocket, and addresses that begin with
// a slash. Whatever goes over either is written down.
import process from 'node:process';
import { WebSocket } from 'ws';
import { now } from './orders.mjs';

const TICKET = '/v1/socket-ticket';

/** What happened since the last mark. */
export class Diary {
  /** @type {number[]} when somebody tried to connect */
  attempts = [];
  /** @type {Map<string, number>} */
  errors = new Map();
  /** @type {Map<string, number>} connections that were lost or given up, by the library's reason */
  losses = new Map();
  requests = 0;

  /** @param {string} what */
  fail(what) {
    this.errors.set(what, (this.errors.get(what) ?? 0) + 1);
  }

  /** @param {string} why */
  lose(why) {
    this.losses.set(why, (this.losses.get(why) ?? 0) + 1);
  }

  mark() {
    this.attempts = [];
    this.errors.clear();
    this.losses.clear();
    this.requests = 0;
  }
}

/**
 * @param {string} origin
 * @param {Diary} diary
 */
export function becomeBrowser(origin, diary) {
  globalThis.WebSocket = /** @type {any} */ (socketsIn(diary));
  const { fetch } = globalThis;
  globalThis.fetch = async (path, options) => {
    diary.requests += 1;
    // A player's attempt begins with a ticket, a spectator's with the socket.
    const address = new URL(path, origin);
    if (address.pathname === TICKET) diary.attempts.push(now());
    try {
      const response = await fetch(address, options);
      if (response.status >= 400) diary.fail(`HTTP ${response.status}`);
      return response;
    } catch (failure) {
      diary.fail(`HTTP ${nameOf(failure?.cause ?? failure)}`);
      throw failure;
    }
  };
  process.on('uncaughtException', (failure) => diary.fail(`uncaught ${failure?.stack}`));
}

/** @param {Diary} diary */
function socketsIn(diary) {
  return class extends WebSocket {
    /** @param {string} address */
    constructor(address) {
      super(address, { perMessageDeflate: false });
      if (!address.includes('ticket=')) diary.attempts.push(now());
      this.on('error', (failure) => diary.fail(`socket ${nameOf(failure)}`));
    }
  };
}

/** @param {any} failure */
function nameOf(failure) {
  const { code, name = '', message = '' } = failure;
  if (typeof code === 'string') return code;
  if (message.includes('before the connection was established')) return 'gave up waiting';
  return name === 'TimeoutError' ? name : message.replace('Unexpected server response: ', '') || name;
}

/** @returns {Storage} of a window that nobody else sees */
export function storage() {
  /** @type {Map<string, string>} */
  const items = new Map();
  return /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => items.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void items.set(key, value),
    removeItem: (/** @type {string} */ key) => void items.delete(key),
  });
}
