import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const LIB = fileURLToPath(new URL('../lib', import.meta.url));
const TSC = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const MAX_MS = 60_000;

/** A program of somebody else, in types stricter than ours. */
const SAMPLE = `
import { FairfallClient, formatEther, type Balance } from '@fairfall/client';
import { multiplierAt } from '@fairfall/client/curve';

export function watch(house: FairfallClient): () => void {
  house.game.on('round_crash', ({ roundId, crash }) => console.log(roundId, crash.toFixed(0)));
  house.player.on('balance_updated', ({ shown }) => console.log(formatEther(shown.available)));
  const balance: Balance | null = house.player.balance;
  // @ts-expect-error there is no such event
  house.game.on('round_landed', () => {});
  return house.game.on('round_open', ({ startsAt }) => console.log(startsAt, balance, multiplierAt(1)));
}
`;

function run(folder, command, ...words) {
  try {
    return execFileSync(command, words, { cwd: folder, encoding: 'utf8', stdio: 'pipe', timeout: MAX_MS });
  } catch (failure) {
    throw new Error(`${command} ${words.join(' ')}\n${failure.stdout}\n${failure.stderr}`);
  }
}

test('the package installs, has types, and is all there', { timeout: 3 * MAX_MS }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairfall-client-'));
  try {
    run(LIB, 'npm', 'pack', '--silent', '--ignore-scripts=false', '--pack-destination', folder);
    const [packed] = readdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    run(folder, 'npm', 'install', '--offline', '--no-audit', '--no-fund', `./${packed}`);
    const script = "import('@fairfall/client').then((all) => console.log(Object.keys(all).join()))";
    assert.match(run(folder, 'node', '-e', script), /FairfallClient,Game,Outbox,Player/);
    writeFileSync(join(folder, 'sample.ts'), SAMPLE);
    const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022'];
    run(folder, 'node', TSC, ...strict, 'sample.ts');
    const inside = readdirSync(join(folder, 'node_modules/@fairfall/client'));
    for (const file of ['LICENSE', 'README.md', 'index.js', 'types']) assert.ok(inside.includes(file), file);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
