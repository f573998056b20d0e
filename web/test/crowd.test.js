import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeHouse } from './fake-house.js';
import { seeded } from './seeded.js';

/** Of a house with six thousand others, as its answers say. */
async function crowdedHouse(random = () => 0.5, extras = []) {
  const house = new FakeHouse(random);
  house.extra = { reconnect: { floorMs: 1_000, ceilingMs: 120_000 } };
  house.extras = extras;
  house.sync.resume();
  await house.time.pass(100);
  assert.equal(house.sync.state, 'live');
  assert.equal(house.sync.crowding, 4);
  house.hellos.length = 0;
  return house;
}

/** An entry that is not told, and one that shows it. */
function tellTooLittle(house) {
  const { fate } = house;
  house.fate = () => [];
  house.append();
  house.fate = fate;
  house.append();
}

test('among many, whom telling takes longer, a hole is given more time to fill', async () => {
  const house = await crowdedHouse();
  house.fate = () => [1_100];
  house.append();
  house.fate = () => [0];
  house.append();
  await house.time.pass(1_500);
  assert.deepEqual(house.applied, [1, 2]);
  assert.equal(house.hellos.length, 0);
});

test('many who have the same hole ask for it over a minute, most of them soon', async () => {
  const random = seeded(11);
  const waits = [];
  for (let browser = 0; browser < 400; browser += 1) {
    const house = await crowdedHouse(random);
    tellTooLittle(house);
    const from = house.time.now;
    while (house.hellos.length === 0) await house.time.pass(100);
    waits.push(house.time.now - from);
  }
  waits.sort((one, other) => one - other);
  const within = (ms) => waits.filter((wait) => wait <= ms).length / waits.length;
  assert.ok(within(1_000) < 0.5, `${within(1_000)} in the first second`);
  assert.ok(within(5_000) > 0.5, `${within(5_000)} in five seconds`);
  assert.ok(waits.at(-1) > 30_000 && waits.at(-1) <= 46_000, `the last after ${waits.at(-1)} ms`);
});

test('a hole in what is one’s own is asked for as soon among many as among few', async () => {
  const house = await crowdedHouse(() => 0.99, ['account']);
  const entry = (id) => ({ channel: 'account', id, type: 'x', at: 0, data: {} });
  house.say(entry(3));
  tellTooLittle(house);
  await house.time.pass(550);
  assert.deepEqual(
    house.hellos.map(({ channels }) => channels),
    [['account']],
  );
});

test('a socket on which only the answer to a hello is late is kept', async () => {
  const house = await crowdedHouse();
  house.answerMs = 70_000;
  tellTooLittle(house);
  for (let second = 0; second < 75; second += 1) {
    await house.time.pass(1_000);
    house.append();
  }
  assert.equal(house.dials.length, 1);
  house.answerMs = 5;
  await house.time.pass(60_000);
  assert.equal(house.dials.length, 1);
  assert.deepEqual(
    house.applied,
    Array.from(house.journal, ({ id }) => id),
  );
});

test('a socket that answers no hello at all is given up, whatever else it tells', async () => {
  const house = await crowdedHouse();
  house.answerMs = Infinity;
  tellTooLittle(house);
  for (let second = 0; second < 300; second += 1) {
    await house.time.pass(1_000);
    house.append();
  }
  assert.ok(house.dials.length > 1);
});

test('whom a gateway has no room for asks again, ever later, on the same socket', async () => {
  const house = await crowdedHouse();
  house.busy = 4;
  tellTooLittle(house);
  await house.time.pass(10_000);
  assert.ok(house.hellos.length <= 2, `${house.hellos.length} hellos in ten seconds`);
  await house.time.pass(300_000);
  assert.equal(house.hellos.length, 5);
  assert.equal(house.dials.length, 1);
  assert.deepEqual(house.applied, [1, 2]);
});

test('being turned away now and then is forgotten when a hello is answered', async () => {
  const house = await crowdedHouse();
  for (let turn = 0; turn < 4; turn += 1) {
    house.busy = 3;
    tellTooLittle(house);
    await house.time.pass(200_000);
  }
  assert.equal(house.dials.length, 1);
  assert.equal(house.applied.length, 8);
});
