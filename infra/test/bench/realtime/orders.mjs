// Orders come as lines of JSON on standard input, and each is answered by one line on standard
// output. When the input ends, so does the process: whoever started it is gone.
import { createInterface } from 'node:readline';
import process from 'node:process';

/**
 * @param {Record<string, (order: any) => any>} handlers by the order's word, may be asynchronous
 */
export function obey(handlers) {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    const order = JSON.parse(line);
    try {
      const answer = await handlers[order.do](order);
      process.stdout.write(`${JSON.stringify(answer ?? {})}\n`);
    } catch (failure) {
      process.stdout.write(`${JSON.stringify({ failure: String(failure?.stack ?? failure) })}\n`);
    }
  });
  lines.on('close', () => process.exit(0));
  process.on('SIGINT', () => {}); // a terminal's Ctrl-C reaches everybody; the starter ends us
}

/** @returns {number} milliseconds since 1970 with their fraction, as all processes here measure */
export function now() {
  return performance.timeOrigin + performance.now();
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

/**
 * What this process holds once its garbage is gone; needs `--expose-gc`.
 * @returns {{ rssBytes: number, heapBytes: number }}
 */
export function memory() {
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed + external };
}
