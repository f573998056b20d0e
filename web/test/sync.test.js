import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeHouse } from './fake-house.js';
import { holds } from './seeded.js';

const numbers = (length) => Array.from({ length }, (_, index) => index + 1);

async function liveHouse(random) {
  const house = new FakeHouse(random);
  house.sync.resume();
  await house.time.pass(100);
  assert.equal(house.sync.state, 'live');
  return house;
}

test('through drops, doubles, delays and cuts, the browser ends with what the server has, each once', () =>
  holds(300, async (random) => {
    const house = new FakeHouse(random);
    house.fate = () => (random() < 0.2 ? [] : random() < 0.2 ? [0, random() * 900] : [random() * 600]);
    house.sync.resume();
    for (let step = 0; step < 40; step += 1) {
      house.append();
      if (random() < 0.08) house.cut();
      if (random() < 0.05) house.up = !house.up;
      await house.time.pass(random() * 1_500);
    }
    house.up = true;
    house.fate = () => [0];
    await house.time.pass(40_000);
    house.append();
    await house.time.pass(2_000);
    assert.equal(house.sync.state, 'live');
    assert.deepEqual(house.applied, numbers(41));
  }));

test('a channel that is wanted while the first hello is under way is asked for, once', async () => {
  const house = new FakeHouse();
  house.sync.resume();
  await house.time.pass(7);
  assert.equal(house.hellos.length, 1);
  house.extras = ['week:club:2026-11-17'];
  house.sync.follow();
  await house.time.pass(50);
  assert.deepEqual(
    house.hellos.map(({ channels }) => channels),
    [['game'], ['week:club:2026-11-17']],
  );
});

test('a hole that fills by itself asks for nothing', async () => {
  const house = await liveHouse();
  house.fate = () => [200];
  house.append();
  house.fate = () => [0];
  house.append();
  await house.time.pass(1_000);
  assert.deepEqual(house.applied, [1, 2]);
  assert.equal(house.hellos.length, 1);
});

test('a hole that stays is recovered within half a second, on the same socket', async () => {
  const house = await liveHouse();
  house.fate = () => [];
  house.append();
  house.fate = () => [0];
  house.append();
  await house.time.pass(550);
  assert.deepEqual(house.applied, [1, 2]);
  assert.equal(house.hellos.length, 2);
  assert.equal(house.dials.length, 1);
});

test('a lost tail shows in the positions of a pong', async () => {
  const house = await liveHouse();
  await house.time.pass(10_000);
  house.fate = () => [];
  house.append();
  house.sync.check();
  await house.time.pass(600);
  assert.deepEqual(house.applied, [1]);
});

test('it goes on by polling while no socket stands, and comes back', async () => {
  const house = await liveHouse();
  house.up = false;
  house.cut();
  await house.time.pass(10_000);
  assert.equal(house.sync.state, 'polling');
  const polls = house.polls;
  await house.time.pass(20_000);
  assert.ok(house.polls - polls >= 3, 'about every five seconds');
  house.up = true;
  await house.time.pass(31_000);
  assert.equal(house.sync.state, 'live');
  const after = house.polls;
  await house.time.pass(60_000);
  assert.equal(house.polls, after, 'and polls no more');
});

test('without any answer it says so, and polls less often', async () => {
  const house = new FakeHouse();
  house.up = false;
  house.http = false;
  house.sync.resume();
  await house.time.pass(60_000);
  assert.equal(house.sync.state, 'offline');
  assert.ok(house.polls <= 7, `${house.polls} polls in a minute`);
});

test('waits between attempts are random, at least one second and at most thirty', () =>
  holds(50, async (random) => {
    const house = new FakeHouse(random);
    house.up = false;
    house.sync.resume();
    await house.time.pass(300_000);
    const waits = house.dials.slice(1).map((at, index) => at - house.dials[index]);
    assert.ok(waits.length > 10);
    for (const wait of waits) assert.ok(wait >= 1_000 && wait <= 30_100, `${wait} ms`);
  }));

test('a connection that does not last does not reset the wait', async () => {
  const house = new FakeHouse(() => 0.999);
  house.sync.resume();
  for (let turn = 0; turn < 6; turn += 1) {
    await house.time.pass(100);
    house.cut();
    await house.time.pass(30_000 - 100);
  }
  const waits = house.dials.slice(1).map((at, index) => at - house.dials[index]);
  assert.ok(Math.max(...waits) > 15_000);
});

test('a paused page is silent', async () => {
  const house = await liveHouse();
  house.sync.pause();
  const [dials, polls, pings] = [house.dials.length, house.polls, house.pings];
  await house.time.pass(600_000);
  assert.deepEqual([house.dials.length, house.polls, house.pings], [dials, polls, pings]);
  assert.equal(house.lines.length, 0);
  house.append();
  house.sync.resume();
  await house.time.pass(100);
  assert.deepEqual(house.applied, [1]);
  assert.deepEqual(house.hellos.at(-1).positions, { game: 0 }, 'it comes back to where it was');
});

test('another history replaces everything', async () => {
  const house = await liveHouse();
  house.append();
  house.append();
  await house.time.pass(10);
  house.epoch = 'b';
  house.journal = [];
  house.cut();
  await house.time.pass(5_000);
  assert.deepEqual(house.applied, []);
});

test('a server that falls silent is noticed by the next ping', async () => {
  const house = await liveHouse();
  await house.time.pass(5_000);
  house.up = false;
  await house.time.pass(190_000);
  assert.notEqual(house.sync.state, 'live');
});

test('a line that dies without a word is left within forty-five seconds, and a quiet one is kept', async () => {
  const house = await liveHouse();
  await house.time.pass(10 * 60_000);
  assert.equal(house.dials.length, 1, 'nothing happens, and the line answers');
  const [dead] = house.lines;
  Object.assign(dead, { deliver: () => {}, send: () => {} });
  house.append();
  await house.time.pass(45_000);
  assert.equal(house.sync.state, 'live');
  assert.equal(house.dials.length, 2);
  assert.deepEqual(house.applied, [1]);
});

test('a socket that was given up does not speak for the next one', async () => {
  const house = await liveHouse();
  const [old] = house.lines;
  const speak = old.onmessage;
  house.sync.resume();
  await house.time.pass(100);
  speak(JSON.stringify({ channel: 'game', id: 1, type: 'x', at: 0, data: {} }));
  old.onclose?.();
  assert.deepEqual(house.applied, []);
  assert.equal(house.sync.state, 'live');
});

test('the first hello of a connection holds back live events until it is answered', async () => {
  const house = await liveHouse();
  house.append();
  await house.time.pass(10);
  house.epoch = 'b';
  house.journal = [];
  house.append();
  house.cut();
  house.answerMs = 200;
  house.sync.resume();
  await house.time.pass(50);
  house.append();
  await house.time.pass(50);
  assert.deepEqual(house.applied, [1], 'an id of another history means nothing yet');
  await house.time.pass(500);
  assert.deepEqual(house.applied, [1, 2]);
  assert.equal(house.replaced, 1);
});

test('a server that has another history now is found out by its positions', async () => {
  const house = await liveHouse();
  house.append();
  house.append();
  await house.time.pass(10_000);
  house.epoch = 'b';
  house.journal.pop();
  house.sync.check();
  await house.time.pass(1_000);
  assert.deepEqual(house.applied, [1]);
  assert.equal(house.replaced, 1);
});

test('a snapshot may be older than its answer: the events in between come with it', async () => {
  const house = new FakeHouse();
  for (let count = 0; count < 5; count += 1) house.append();
  house.snapshotAge = 2;
  house.sync.resume();
  await house.time.pass(100);
  assert.deepEqual(house.applied, numbers(5));
  assert.deepEqual(house.sync.telemetry.counters.snapshots, 1);
  assert.deepEqual(house.sync.telemetry.counters.events, 2);
});

test('the server may widen the backoff, and narrows it by saying no more', () =>
  holds(20, async (random) => {
    const house = new FakeHouse(random);
    house.extra = { reconnect: { floorMs: 20_000, ceilingMs: 120_000 } };
    house.sync.resume();
    await house.time.pass(100);
    house.up = false;
    house.cut();
    const from = house.dials.length;
    await house.time.pass(400_000);
    const waits = house.dials.slice(from).map((at, index) => at - house.dials[from + index - 1]);
    for (const wait of waits) assert.ok(wait >= 20_000 && wait <= 120_100, `${wait} ms`);
  }));

test('a goodbye names when to come back', async () => {
  const house = await liveHouse();
  house.say({ type: 'goodbye', reason: 'rotation', retryAfterMs: 4_000 });
  await house.time.pass(4_900);
  assert.equal(house.dials.length, 1);
  await house.time.pass(1_200);
  assert.equal(house.dials.length, 2);
  assert.equal(house.sync.state, 'live');
  assert.equal(house.sync.telemetry.counters.goodbyes, 1);
});

test('who was replaced does not push the other out again at once', () =>
  holds(30, async (random) => {
    const house = await liveHouse(random);
    house.say({ type: 'goodbye', reason: 'replaced' });
    await house.time.pass(14_000);
    assert.equal(house.dials.length, 1);
    assert.equal(house.sync.state, 'polling');
  }));

test('a blocked socket is made up for by polling within ten seconds', async () => {
  const house = await liveHouse();
  house.deaf = true;
  house.cut();
  const from = house.time.now;
  await house.time.pass(10_000);
  assert.equal(house.sync.state, 'polling');
  assert.ok(house.polls >= 2, `${house.polls} polls in ${house.time.now - from} ms`);
  assert.equal(house.sync.telemetry.counters.fallbacks, 1);
});

test('pages that lose the server in one instant do not ask it in one instant', async () => {
  const firstPolls = await Promise.all(
    [0, 0.25, 0.5, 0.75, 0.99].map(async (drawn) => {
      const house = await liveHouse(() => drawn);
      house.up = false;
      house.cut();
      const lostAt = house.time.now;
      while (house.polls === 0) await house.time.pass(50);
      return house.time.now - lostAt;
    }),
  );
  assert.equal(new Set(firstPolls).size, firstPolls.length, String(firstPolls));
  assert.ok(Math.min(...firstPolls) >= 1_000 && Math.max(...firstPolls) <= 3_050, String(firstPolls));
});

test('polls that bring nothing new come less often, down to every fifteen seconds', async () => {
  const house = await liveHouse();
  house.up = false;
  house.cut();
  house.polled = 'same';
  await house.time.pass(60_000);
  const quiet = house.polls;
  await house.time.pass(60_000);
  assert.equal(house.polls - quiet, 4);
  house.polled = 'news';
  await house.time.pass(16_000);
  const busy = house.polls;
  await house.time.pass(60_000);
  assert.equal(house.polls - busy, 12);
});

test('while something can change polls come every five seconds, also where nothing has', async () => {
  const house = await liveHouse();
  house.up = false;
  house.cut();
  house.polled = 'same';
  house.canChange = true;
  await house.time.pass(60_000);
  const before = house.polls;
  await house.time.pass(60_000);
  assert.equal(house.polls - before, 12);
  house.canChange = false;
  await house.time.pass(60_000);
  const quiet = house.polls;
  await house.time.pass(60_000);
  assert.equal(house.polls - quiet, 4);
  house.canChange = true;
  house.http = false;
  await house.time.pass(60_000);
  const silent = house.polls;
  await house.time.pass(60_000);
  assert.equal(house.polls - silent, 4, 'a house that does not answer is asked less often');
});

test('an answer that is too slow is an answer to nobody', async () => {
  const house = await liveHouse();
  house.append();
  house.answerMs = 30_000;
  house.sync.resume();
  await house.time.pass(29_000);
  assert.notEqual(house.sync.state, 'live');
  house.answerMs = 5;
  await house.time.pass(60_000);
  assert.equal(house.sync.state, 'live');
  assert.deepEqual(house.applied, [1]);
});

test('a request to slow down is followed, and nothing is lost by it', async () => {
  const house = new FakeHouse();
  house.refusals = 2;
  house.sync.resume();
  await house.time.pass(7_000);
  assert.equal(house.sync.state, 'live');
  assert.equal(house.dials.length, 1);
});

test('what is counted is what happened, and the trace holds no content', async () => {
  const house = await liveHouse();
  house.fate = () => [0, 20];
  house.append();
  await house.time.pass(100);
  house.fate = () => [];
  house.append();
  house.fate = () => [0];
  house.append();
  await house.time.pass(1_000);
  house.cut();
  await house.time.pass(3_000);
  const { counters } = house.sync.telemetry;
  assert.deepEqual(
    [counters.events, counters.drops, counters.gaps, counters.replays, counters.reconnects],
    [3, 1, 1, 1, 1],
  );
  assert.ok(house.traced.length > 5);
  assert.doesNotMatch(JSON.stringify(house.traced), /secret/);
});

test('who signs in while nothing answers is not shown the account of the one before', async () => {
  const house = new FakeHouse();
  house.http = false;
  house.deaf = true;
  house.sync.resume();
  await house.time.pass(3_000);
  assert.equal(house.sync.state, 'offline');
  const [before] = house.lines;
  house.deaf = false;
  house.sync.identify();
  assert.equal(before.open, false, 'its connection is not kept');
  await house.time.pass(1_000);
  assert.equal(house.sync.state, 'live');
});

test('a list that polls have shown does not outlive a change of the history', async () => {
  const house = new FakeHouse();
  house.append();
  house.seen = 4;
  house.sync.resume();
  await house.time.pass(100);
  assert.equal(house.replaced, 1, 'one entry in all: the four were of another history');
  assert.deepEqual(house.applied, [1]);
});
