import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import { plugged, socketSteps } from '../tools/socket-steps.mjs';

/** A house beneath WebSocket; `fault` changes what it answers. */
function houseOf(fault = (answer) => answer) {
  const hellos = [];
  class Socket {
    constructor() {
      setTimeout(() => this.onopen());
    }
    send(text) {
      const { action, requestId, ...rest } = JSON.parse(text);
      if (action === 'hello' && rest.lastEventId === undefined) hellos.push(rest);
      const channel = { status: rest.positions ? 'ok' : 'snapshot', position: 7 };
      const answer =
        action === 'ping'
          ? { type: 'pong', requestId }
          : rest.lastEventId !== undefined
            ? {
                type: 'error',
                requestId,
                problem: { code: 'VALIDATION', detail: 'lastEventId is no member' },
              }
            : {
                type: 'hello_ack',
                requestId,
                epoch: 'e',
                channels: { game: channel, rounds: channel, settings: channel },
              };
      this.hear({ channel: 'game', id: 8, type: 'round_open', data: {} });
      const told = fault(answer);
      if (told !== null) this.hear(told);
      else setTimeout(() => this.onclose({ code: 1006 }));
    }
    hear(message) {
      setTimeout(() => this.onmessage({ data: JSON.stringify(message) }));
    }
    close() {}
  }
  return { hellos, open: () => plugged('ws://house/ws', Socket) };
}

async function stepsOf(house) {
  const steps = [];
  const ok = await socketSteps({ open: house.open, told: (step) => steps.push(step) });
  return {
    ok,
    steps: steps.map(({ name, ok: isGood }) => `${isGood ? 'ok' : 'FAILED'} ${name}`),
    all: steps,
  };
}

test('a good house passes every step, and is asked from where it was left', async () => {
  const house = houseOf();
  const { ok, steps } = await stepsOf(house);
  assert.equal(ok, true);
  assert.deepEqual(steps, [
    'ok connect',
    'ok hello',
    'ok round trip',
    'ok refused by name',
    'ok drop',
    'ok come back',
  ]);
  const [first, second] = house.hellos;
  assert.equal(first.positions, undefined);
  assert.deepEqual(second.positions, { game: 7, rounds: 7, settings: 7 });
  assert.equal(second.epoch, 'e');
});

for (const [what, fault, failed] of [
  [
    'takes what it does not know',
    (answer) => (answer.type === 'error' ? { ...answer, type: 'hello_ack' } : answer),
    'refused by name',
  ],
  [
    'refuses without a name',
    (answer) =>
      answer.type === 'error' ? { ...answer, problem: { code: 'VALIDATION', detail: 'no' } } : answer,
    'refused by name',
  ],
  ['answers no ping', (answer) => (answer.type === 'pong' ? null : answer), 'round trip'],
  [
    'forgets a channel',
    (answer) => (answer.channels ? { ...answer, channels: { game: answer.channels.game } } : answer),
    'hello',
  ],
]) {
  test(`a house that ${what} is found out`, async () => {
    const { ok, steps } = await stepsOf(houseOf(fault));
    assert.equal(ok, false);
    assert.ok(steps.includes(`FAILED ${failed}`), steps.join());
  });
}

test('the command says what it wants, and where nothing answers', { timeout: 60_000 }, () => {
  const command = fileURLToPath(new URL('../tools/socket-test.mjs', import.meta.url));
  const run = (...words) => spawnSync(process.execPath, [command, ...words], { encoding: 'utf8' });
  for (const words of [['ftp://house'], ['no address'], ['http://a', 'http://b']]) {
    const { status, stderr } = run(...words);
    assert.equal(status, 2, words.join());
    assert.match(stderr, /^Usage: /);
  }
  const { status, stdout } = run('http://127.0.0.1:9');
  assert.equal(status, 1);
  assert.match(stdout, /^FAILED connect/);
});
