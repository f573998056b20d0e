// How often clients of the library try to connect when none of their attempts succeeds, by the
// library's own formula: what a storm is held against.
import { jitter } from '../../../../web/lib/backoff.js';
import { obey } from './orders.mjs';

const RECONNECT = { floorMs: 1_000, ceilingMs: 30_000 };
const REPETITIONS = 20;

obey({
  /** Expected attempts in each second after everybody lost the connection in one instant. */
  expected({ clients, seconds }) {
    const counts = new Array(seconds).fill(0);
    for (let client = 0; client < clients * REPETITIONS; client += 1) {
      let at = 0;
      for (let attempt = 0; ; attempt += 1) {
        at += jitter(attempt, RECONNECT, Math.random) / 1_000;
        if (at >= seconds) break;
        counts[Math.floor(at)] += 1;
      }
    }
    return { perSecond: counts.map((count) => count / REPETITIONS) };
  },
});
