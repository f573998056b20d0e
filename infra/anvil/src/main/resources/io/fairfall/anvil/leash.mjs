// Runs anvil until it ends by itself or until this script's input does. Arguments: the folder whose
// node_modules hold anvil, then anvil's own arguments. Prints anvil's process id as its first line.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const PACKAGE_MISSING = 66;
const PATIENCE_MS = 5_000;

const [folder, ...nodeArguments] = process.argv.slice(1);

function binary() {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const file = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}/bin/${file}`;
  try {
    return createRequire(join(folder, 'package.json')).resolve(name);
  } catch {
    process.exit(PACKAGE_MISSING);
  }
}

// anvil keeps old states in its home, megabytes for each hundred blocks, and does not clear them away
const home = mkdtempSync(join(tmpdir(), 'anvil-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

// a process group of its own: Ctrl-C in a terminal must not end it before the functions that use it
const anvil = spawn(binary(), nodeArguments, {
  env: { ...process.env, HOME: home },
  stdio: ['ignore', 'ignore', 'inherit'],
  detached: true,
});

function end() {
  anvil.kill('SIGTERM');
  setTimeout(() => anvil.kill('SIGKILL'), PATIENCE_MS).unref();
}

process.stdin.on('end', end).on('error', end).resume();
process.on('SIGINT', () => {}); // the runner gets it too, and lets go when it is done
process.on('SIGTERM', end);
process.on('SIGHUP', end);
process.stdout.on('error', () => {});
anvil.on('exit', (code) => process.exit(code ?? 1));
anvil.on('error', () => process.exit(PACKAGE_MISSING));
console.log(anvil.pid);
