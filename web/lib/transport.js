/**
 * How this tab reaches the server: over the socket that the browser's tabs share, or over one of its
 * own where they cannot (no Web Locks outside secure contexts, none in other runtimes).
 * @module
 */

import { REAL_TIMERS } from './timers.js';
import { dial, openWebSocket, OwnSocket, tabId } from './socket.js';
import { Tabs } from './tabs.js';

/**
 * @param {object} parts
 * @param {() => Promise<string>} parts.address of the socket, with a fresh ticket for a player
 * @param {() => string} parts.identity the server and the player: who may share a socket
 * @param {import('./telemetry.js').Telemetry} parts.telemetry
 * @returns {import('./socket.js').Carrier}
 */
export function transportOf({ address, identity, telemetry }) {
  const id = tabId();
  const dialled = () => dial(address, openWebSocket);
  const locks = globalThis.navigator?.locks;
  if (!locks || typeof BroadcastChannel !== 'function') return new OwnSocket(id, dialled);
  return new Tabs({
    id,
    name: identity,
    dial: dialled,
    locks,
    channel: (name) => new BroadcastChannel(name),
    timers: REAL_TIMERS,
    telemetry,
  });
}

/**
 * A socket of this page's own.
 * @param {object} parts
 * @param {() => Promise<string>} parts.address
 * @returns {import('./socket.js').Carrier}
 */
export function ownTransportOf({ address }) {
  return new OwnSocket(tabId(), () => dial(address, openWebSocket));
}
