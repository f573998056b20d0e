// Many light clients in one process: they connect, listen, and say when they heard what.
import { WebSocket } from 'ws';
import { now, obey, pause } from './orders.mjs';
import { PROTOCOLS } from './protocols.mjs';
import { Record } from './record.mjs';

const READY_WITHIN_MS = 30_000;
const MAX_ATTEMPTS = 60;
const RETRY_MS = { first: 1_000, most: 4_000 };
const TICK_MS = 50;
/** What follows a round's crash in the journal of its bets. */
const TAIL_MS = 1_000;

/** @type {WebSocket[]} */
let sockets = [];
/** @type {Record | null} */
let record = null;
let bytesBefore = 0;
let ended = 0;

/** @param {import('./protocols.mjs').Protocol} protocol @param {number} port @param {number} index */
async function connect(protocol, port, index) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryToConnect(protocol, port, index);
    } catch (failure) {
      // A server with many to greet lets nobody else in meanwhile, and says so.
      if (attempt === MAX_ATTEMPTS) throw failure;
      await pause(Math.random() * Math.min(RETRY_MS.most, RETRY_MS.first * attempt));
    }
  }
}

/** @param {import('./protocols.mjs').Protocol} protocol @param {number} port @param {number} index */
function tryToConnect(protocol, port, index) {
  return new Promise((ready, failed) => {
    const socket = new WebSocket(protocol.address(port), { perMessageDeflate: false });
    const late = setTimeout(() => {
      socket.terminate();
      failed(new Error(`client ${index} was not answered`));
    }, READY_WITHIN_MS);
    socket.on('error', failed);
    socket.on('open', () => protocol.greeting !== null && socket.send(protocol.greeting));
    socket.on('message', (data) => {
      const at = now();
      const heard = protocol.hear(data.toString());
      if (heard.event !== undefined) record?.hear(index, heard.event, at);
      else if (heard.reply !== undefined) socket.send(heard.reply);
      else if (heard.ready) {
        clearTimeout(late);
        socket.on('close', () => (ended += 1));
        ready(socket);
      }
    });
  });
}

/** @returns {number} bytes that arrived at all sockets, TCP's and TLS's own not among them */
function bytes() {
  return sockets.reduce((sum, socket) => sum + /** @type {any} */ (socket)._socket.bytesRead, 0);
}

function begin() {
  record = new Record(sockets.length);
  bytesBefore = bytes();
}

function end() {
  const heard = /** @type {Record} */ (record);
  return { bytes: bytes() - bytesBefore, repeats: heard.repeats, rounds: heard.roundsOver, ended };
}

/** @param {() => boolean} done */
async function until(done) {
  while (!done() && ended === 0) await pause(TICK_MS);
  if (ended > 0) throw new Error(`${ended} sockets ended`);
}

obey({
  async connect({ protocol, port, clients, perSecond }) {
    ended = 0;
    const began = now();
    const waiting = [];
    for (let index = 0; index < clients; index += 1) {
      const due = began + (index / perSecond) * 1_000;
      if (due > now()) await pause(due - now());
      waiting.push(connect(PROTOCOLS[protocol], port, index));
    }
    sockets = await Promise.all(waiting);
    return { ms: now() - began };
  },

  /** Listens from one round's end to the end of so many more. */
  async rounds({ rounds }) {
    begin();
    await until(() => record?.roundsOver === 1);
    begin();
    await until(() => (record?.roundsOver ?? 0) >= rounds);
    await pause(TAIL_MS);
    return { ...end(), events: record?.events() };
  },

  listen: begin,

  async heard() {
    await pause(TAIL_MS);
    return end();
  },

  latencies: ({ since = null }) => record?.latencies(since),

  async leave() {
    for (const socket of sockets) socket.terminate();
    sockets = [];
    record = null;
    await pause(TICK_MS);
  },
});
