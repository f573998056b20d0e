/**
 * Plants faults in copies of the library, one at a time, and asks whether the model finds them:
 * `npm run mutants`. A model that does not notice a broken library proves nothing about a whole one.
 * @module
 */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const RUNS = process.env.RUNS ?? '2000';
const SEED = process.env.SEED ?? '20';
const MAX_MS = 300_000;

/** @type {Record<string, [file: string, from: string, to: string][]>} what is broken, and how */
const MUTANTS = {
  'a known event is shown again': [
    [
      'intake.js',
      'for (const ready of cursor.offer(event)) this.#apply(ready);',
      'for (const ready of cursor.knows(event) ? [event] : cursor.offer(event)) this.#apply(ready);',
    ],
  ],
  'a hole is stepped over': [['cursor.js', 'if (!place.follows(this.#place)) continue;', '']],
  'a hole is waited for, and never asked about': [['socket.js', 'this.#recoveries += 1;', 'return;']],
  'a hello that is late is not asked again': [['socket.js', 'else this.#askAgain();', 'else return;']],
  'a lost tail is not looked for': [
    ['socket.js', "this.#hold.until('tail', ", "if (false) this.#hold.until('tail', "],
  ],
  'another epoch is taken for the same': [
    ['cursor.js', 'const replaced = epoch !== undefined', 'const replaced = false'],
  ],
  'live events do not wait for the answer to a hello': [
    ['intake.js', 'if (early === undefined) this.#offer(event);', 'if (true) this.#offer(event);'],
  ],
  'a line that was given up is heard': [
    ['line.js', 'closed || line.onmessage?.(text)', 'line.onmessage?.(text)'],
    ['tabs.js', 'if (this.#socket !== socket) return;\n      this.#post', 'this.#post'],
  ],
  'a snapshot is taken for as new as its answer': [
    ['cursor.js', '(snapshotPosition ?? position)', 'position'],
  ],
  'a snapshot may go back': [['cursor.js', 'this.#place === null || place.isAfter(this.#place)', 'true']],
  'the backoff ends with the first hello': [
    ['sync.js', "this.#alarms.set('stable', STABLE_MS, () => (this.#attempt = 0));", 'this.#attempt = 0;'],
  ],
  'an answer to another tab is taken for ours': [
    ['socket.js', 'const id = requestId ?? this', 'const id = this'],
  ],
  'tabs of different players share a channel': [
    ['tabs.js', 'this.#parts.channel(name)', "this.#parts.channel('all')"],
  ],
  'a leader that is silent stays the leader': [['tabs.js', 'this.#seek(true);', '']],
  'who takes over says no hello': [
    ['tabs.js', 'this.#beat();\n      this.#line?.onopen?.();', 'this.#beat();'],
  ],
  'a polled list may go back': [['bet-log.js', 'revision <= this.#revision', 'false']],
  'what a poll showed is shown again by a replay': [['bet-log.js', '|| id <= this.#revision', '']],
  'another player sits down, and what was known of the account stays': [
    ['sync.js', "this.forget('account');", ''],
  ],
  'a poll that found nothing is the last one': [['sync.js', 'this.#pollAfter(Math.max(usual, pause));', '']],
};

/**
 * @param {[file: string, from: string, to: string][]} faults
 * @returns {string | null} what the model said; null if it found nothing
 */
function foundIn(faults) {
  const folder = mkdtempSync(join(tmpdir(), 'fairfall-mutant-'));
  try {
    for (const part of ['lib', 'test', 'model', 'package.json']) {
      cpSync(join(WEB, part), join(folder, part), { recursive: true });
    }
    symlinkSync(join(WEB, 'node_modules'), join(folder, 'node_modules'));
    for (const [file, from, to] of faults) {
      const path = join(folder, 'lib', file);
      const text = readFileSync(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no "${from}" any more`);
      writeFileSync(path, text.replace(from, to));
    }
    return modelOf(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} folder */
function modelOf(folder) {
  const env = { ...process.env, RUNS, SEED };
  try {
    execFileSync('node', ['model/run.js'], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: MAX_MS,
    });
    return null;
  } catch (/** @type {any} */ failure) {
    return failure.stdout;
  }
}

let survivors = 0;
for (const [name, faults] of Object.entries(MUTANTS)) {
  const said = foundIn(faults);
  if (said === null) survivors += 1;
  const runs = /after (\d+) tests/.exec(said ?? '')?.[1];
  console.log(said === null ? `SURVIVED  ${name}` : `found     ${name} (run ${runs ?? '?'})`);
  if (process.env.WHY && said) console.log(said.split('\n').slice(1, 14).join('\n'));
}
console.log(`${Object.keys(MUTANTS).length - survivors} of ${Object.keys(MUTANTS).length} found`);
process.exit(survivors === 0 ? 0 : 1);
