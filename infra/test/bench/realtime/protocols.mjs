// The two protocols that light clients speak, each in as few words as it has: no library of either
// side runs in a client, so that both cost the machine the same.

/**
 * @typedef {object} Protocol
 * @property {(port: number) => string} address
 * @property {string | null} greeting sent when the socket opens
 * @property {(text: string) => { ready?: boolean, reply?: string, event?: string }} hear what a
 *   message is: the answer that makes a client ready, something to reply to, or an event's JSON
 */

const HELLO = { action: 'hello', channels: ['game', 'rounds', 'settings'], positions: {} };

/** @type {Protocol} */
const fairfall = {
  address: (port) => `ws://127.0.0.1:${port}/ws`,
  greeting: JSON.stringify(HELLO),
  hear: (text) => {
    if (text.startsWith('{"channel"')) return { event: text };
    return { ready: text.includes('"hello_ack"') };
  },
};

/** Engine.IO 4 and Socket.IO 5: open, connect, ping and pong, events. @type {Protocol} */
const socketio = {
  address: (port) => `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`,
  greeting: null,
  hear: (text) => {
    if (text.startsWith('42["event",')) return { event: text.slice('42["event",'.length, -1) };
    if (text === '2') return { reply: '3' };
    if (text.startsWith('0')) return { reply: '40' };
    return { ready: text.startsWith('40') };
  },
};

/** @type {Record<string, Protocol>} */
export const PROTOCOLS = { fairfall, socketio };
