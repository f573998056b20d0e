/**
 * Tries the socket of a house, for who has nothing but Node:
 *
 *     node web/tools/socket-test.mjs [http://localhost:8080]
 *
 * Prints a line for each step; ends with 0 where all went well, with 1 where one did not, with 2 where
 * the command line is wrong. Node 20 keeps WebSocket behind a flag, and is started again with it.
 * @module
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { plugged, socketSteps } from './socket-steps.mjs';

const FLAG = '--experimental-websocket';
const HERE = 'http://localhost:8080';

const words = process.argv.slice(2);
const place = addressOf(words[0] ?? HERE);
if (words.length > 1 || place === null) {
  console.error('Usage: node web/tools/socket-test.mjs [http://localhost:8080]');
  process.exitCode = 2;
} else if (typeof WebSocket === 'undefined' && !process.execArgv.includes(FLAG)) {
  const again = spawnSync(process.execPath, [FLAG, fileURLToPath(import.meta.url), ...words], {
    stdio: 'inherit',
  });
  process.exitCode = again.status ?? 1;
} else if (typeof WebSocket === 'undefined') {
  console.error('This Node has no WebSocket: 20.10 or a newer one has.');
  process.exitCode = 1;
} else {
  const isGood = await socketSteps({
    open: () => plugged(place, WebSocket),
    told: ({ name, ok, ms, detail }) =>
      console.log(
        `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${ms.toFixed(0).padStart(6)} ms  ${detail}`,
      ),
  });
  process.exitCode = isGood ? 0 : 1;
}

/**
 * @param {string} text
 * @returns {string | null} the socket of a house
 */
function addressOf(text) {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return `${origin.replace(/^http/, 'ws')}${pathname.replace(/\/+$/, '')}/ws`;
}
