// Runs Ponder on the node until it has indexed every block, and tells how long that took from its
// first question to the node's last block in its database.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import process from 'node:process';
import { now, obey, pause } from '../realtime/orders.mjs';

const LOOK_EVERY_MS = 50;
const MAX_KEPT_LINES = 40;

obey({
  async index({ url, folder, blocks, wallet, token, decimals, weiPerToken, withinMs }) {
    const port = await freePort();
    const ponder = start(port, {
      BENCH_RPC: url,
      BENCH_FOLDER: folder,
      BENCH_BLOCKS: String(blocks),
      BENCH_WALLET: wallet,
      BENCH_TOKEN: token,
      BENCH_TOKEN_DECIMALS: String(decimals),
      BENCH_WEI_PER_TOKEN: weiPerToken,
    });
    try {
      const ends = now() + withinMs;
      const began = await until(ponder, ends, async () => (await answer(port, 'health')) && now());
      const ended = await until(ponder, ends, async () => (await answer(port, 'ready')) && now());
      const sum = await (await answer(port, 'sum')).json();
      return { ms: ended - began, ...sum };
    } finally {
      ponder.process.kill('SIGTERM');
    }
  },
});

function start(port, settings) {
  const child = spawn(
    process.execPath,
    ['node_modules/ponder/dist/esm/bin/ponder.js', 'start', '--root', 'ponder', '--port', port, '--schema', 'bench'],
    {
      env: { ...process.env, ...settings, PONDER_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said = [];
  const listen = (text) => said.push(...String(text).split('\n').filter(Boolean)) && said.splice(0, said.length - MAX_KEPT_LINES);
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  process.on('exit', () => child.kill('SIGKILL'));
  return { process: child, said };
}

async function until(ponder, ends, condition) {
  for (;;) {
    const met = await condition();
    if (met) return met;
    if (ponder.process.exitCode !== null || now() > ends) {
      throw new Error(`Ponder ended or took too long:\n${ponder.said.join('\n')}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function answer(port, path) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/${path}`);
    return response.ok ? response : undefined;
  } catch {
    return undefined; // it does not listen yet
  }
}

function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(String(port)));
    });
  });
}
