/**
 * Ways to the server: a line is what a {@link Connection} needs of a WebSocket.
 * @module
 */

/**
 * @typedef {object} Line
 * @property {(text: string) => void} send
 * @property {() => void} close
 * @property {((text: string) => void) | null} onmessage
 * @property {(() => void) | null} onopen called again where a new socket stands beneath the line
 * @property {(() => void) | null} onclose called once, also when opening failed
 *
 * @typedef {object} Carrier gives lines, of this tab's own or of the one socket that tabs share
 * @property {string} id of this tab, begins the ids of its requests
 * @property {() => Line} open
 * @property {() => void} leave nothing is wanted for now
 * @property {(() => void) | null} onready a shared socket stands: who waits to try again need not
 */

/**
 * A line whose address is still to be asked for, since it contains a ticket that is good once.
 * @param {() => Promise<string>} address
 * @param {(address: string) => Line} open
 * @returns {Line}
 */
export function dial(address, open) {
  let closed = false;
  /** @type {Line | null} */
  let beneath = null;
  /** @type {Line} */
  const line = {
    send: (text) => beneath?.send(text),
    close: () => {
      closed = true;
      beneath?.close();
    },
    onmessage: null,
    onopen: null,
    onclose: null,
  };
  const end = () => {
    if (closed) return;
    closed = true;
    line.onclose?.();
  };
  address().then((known) => {
    if (closed) return;
    beneath = open(known);
    beneath.onopen = () => closed || line.onopen?.();
    beneath.onmessage = (text) => closed || line.onmessage?.(text);
    beneath.onclose = end;
  }, end);
  return line;
}

/**
 * @param {string} address
 * @returns {Line}
 */
export function openWebSocket(address) {
  const socket = new WebSocket(address);
  /** @type {Line} */
  const line = {
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: () => socket.close(),
    onmessage: null,
    onopen: null,
    onclose: null,
  };
  socket.onopen = () => line.onopen?.();
  socket.onclose = () => line.onclose?.();
  socket.onmessage = ({ data }) => typeof data === 'string' && line.onmessage?.(data);
  return line;
}

/** A socket of this tab's own: the way where tabs cannot share, and beneath where they can. */
export class OwnSocket {
  /** @type {(() => void) | null} */
  onready = null;

  /**
   * @param {string} id
   * @param {() => Line} dialled
   */
  constructor(id, dialled) {
    this.id = id;
    this.open = dialled;
  }

  leave() {}
}

/** @returns {string} names this tab among those of this browser */
export function tabId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
