// A Socket.IO server with its usual settings, over WebSockets alone. It tells everybody connected
// the events that it is handed, in the order and with the pauses that they had.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { memory, now, obey, pause } from './orders.mjs';

const http = createServer();
const io = new Server(http, { serveClient: false, transports: ['websocket'] });

obey({
  listen: () =>
    new Promise((done) =>
      http.listen(0, '127.0.0.1', () => done({ port: /** @type {any} */ (http.address()).port })),
    ),

  memory: () => ({ ...memory(), connections: io.engine.clientsCount }),

  async play({ events }) {
    const parsed = events.map(({ key, atMs, text }) => ({ key, atMs, event: JSON.parse(text) }));
    /** @type {Record<string, number>} */
    const sentAt = {};
    const began = now();
    for (const { key, atMs, event } of parsed) {
      const due = began + atMs;
      if (due > now()) await pause(due - now());
      sentAt[key] = now();
      io.emit('event', event);
    }
    return { sentAt };
  },
});
