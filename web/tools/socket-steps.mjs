/**
 * What a socket of a house has to do, step by step, as anybody can try it: connect, say hello, measure
 * round trips, be refused by name, break, and come back from where it was.
 * @module
 */

const CHANNELS = ['game', 'rounds', 'settings'];
const STEP_MS = 10_000;
const PINGS = 5;

/**
 * A socket as the steps need it.
 *
 * @typedef {object} Plug
 * @property {(text: string) => void} send
 * @property {() => void} close
 * @property {() => Promise<any>} next the next message, parsed; fails where there is none in time
 *
 * @typedef {{ name: string, ok: boolean, ms: number, detail: string }} Step
 */

/**
 * @param {object} parts
 * @param {() => Promise<Plug>} parts.open a new connection, once it stands
 * @param {(step: Step) => void} parts.told of each step, as soon as it is done
 * @param {() => number} [parts.now] steady milliseconds
 * @returns {Promise<boolean>} whether every step went well
 */
export async function socketSteps({ open, told, now = () => performance.now() }) {
  let isGood = true;
  const step = async (/** @type {string} */ name, /** @type {() => Promise<string>} */ act) => {
    const from = now();
    let detail;
    let ok = true;
    try {
      detail = await act();
    } catch (failure) {
      ok = false;
      isGood = false;
      detail = failure instanceof Error ? failure.message : String(failure);
    }
    told({ name, ok, ms: now() - from, detail });
    return ok;
  };
  const seen = new Seen();
  /** @type {any} */
  let plug = null;
  if (!(await step('connect', async () => ((plug = await open()), 'open')))) return false;
  const hello = await step('hello', async () => seen.greeted(await greet(plug, 'h1', {}, seen)));
  if (hello) {
    await step('round trip', () => roundTrips(plug, seen, now));
    await step('refused by name', () => refused(plug, seen));
    await step('drop', async () => (plug.close(), 'closed without a word'));
    await step('come back', async () => {
      plug = await open();
      return seen.greeted(await greet(plug, 'h2', seen.known, seen));
    });
  }
  plug.close();
  return isGood;
}

/** What was heard so far. */
class Seen {
  events = 0;
  /** @type {{ positions?: any, epoch?: string }} */
  known = {};

  /** @param {any} message */
  hear(message) {
    if (message.channel !== undefined) this.events += 1;
  }

  /** @param {any} ack */
  greeted(ack) {
    const statuses = [];
    /** @type {Record<string, any>} */
    const positions = {};
    for (const channel of CHANNELS) {
      const answer = ack.channels?.[channel];
      if (!['ok', 'replay', 'snapshot'].includes(answer?.status))
        throw new Error(`${channel} was answered ${JSON.stringify(answer)}`);
      statuses.push(`${channel} ${answer.status}`);
      if (answer.position !== undefined) positions[channel] = answer.position;
      const { epoch } = answer;
      if (epoch !== undefined) this.known.epoch = epoch;
    }
    if (ack.epoch !== undefined) this.known.epoch = ack.epoch;
    this.known.positions = positions;
    return `${statuses.join(', ')}; ${this.events} events before`;
  }
}

/**
 * @param {Plug} plug
 * @param {string} requestId
 * @param {object} known
 * @param {Seen} seen
 */
async function greet(plug, requestId, known, seen) {
  plug.send(JSON.stringify({ action: 'hello', requestId, channels: CHANNELS, ...known }));
  return answered(plug, requestId, 'hello_ack', seen);
}

/**
 * @param {Plug} plug
 * @param {Seen} seen
 * @param {() => number} now
 */
async function roundTrips(plug, seen, now) {
  const trips = [];
  for (let ping = 1; ping <= PINGS; ping += 1) {
    const from = now();
    plug.send(JSON.stringify({ action: 'ping', requestId: `p${ping}` }));
    await answered(plug, `p${ping}`, 'pong', seen);
    trips.push(now() - from);
  }
  trips.sort((one, other) => one - other);
  return `median ${trips[PINGS >> 1].toFixed(1)} ms, worst ${trips[PINGS - 1].toFixed(1)} ms of ${PINGS}`;
}

/**
 * @param {Plug} plug
 * @param {Seen} seen
 */
async function refused(plug, seen) {
  plug.send(JSON.stringify({ action: 'hello', requestId: 'old', lastEventId: 1 }));
  const { problem } = await answered(plug, 'old', 'error', seen);
  if (problem?.code !== 'VALIDATION' || !problem.detail?.includes('lastEventId'))
    throw new Error(`an unknown member was answered ${JSON.stringify(problem)}`);
  return problem.detail;
}

/**
 * @param {Plug} plug
 * @param {string} requestId
 * @param {string} type
 * @param {Seen} seen
 */
async function answered(plug, requestId, type, seen) {
  for (;;) {
    const message = await plug.next();
    seen.hear(message);
    if (message.requestId !== requestId) continue;
    if (message.type === type) return message;
    throw new Error(`${type} was expected, and came ${JSON.stringify(message)}`);
  }
}

/**
 * A plug of a WebSocket.
 * @param {string} address
 * @param {typeof WebSocket} Socket
 * @returns {Promise<Plug>}
 */
export function plugged(address, Socket) {
  return new Promise((resolve, reject) => {
    const socket = new Socket(address);
    /** @type {any[]} */
    const heard = [];
    let wake = () => {};
    let ended = '';
    const end = (/** @type {string} */ why) => {
      ended ||= why;
      wake();
      reject(new Error(why));
    };
    socket.onerror = () => end(`${address} did not answer as a socket`);
    socket.onclose = ({ code }) => end(`the socket was closed (${code})`);
    socket.onmessage = ({ data }) => {
      heard.push(JSON.parse(data));
      wake();
    };
    socket.onopen = () =>
      resolve({
        send: (text) => socket.send(text),
        close: () => socket.close(),
        next: async () => {
          const until = performance.now() + STEP_MS;
          while (heard.length === 0) {
            const left = until - performance.now();
            if (ended !== '') throw new Error(ended);
            if (left <= 0) throw new Error(`no answer within ${STEP_MS / 1000} s`);
            await new Promise((done) => {
              const timer = setTimeout(done, left);
              wake = () => {
                clearTimeout(timer);
                done(null);
              };
            });
          }
          return heard.shift();
        },
      });
  });
}
