import assert from 'node:assert/strict';
import test from 'node:test';
import { Flow, MAX_KEPT, overheard } from '../sync-test/flow.js';
import { Simulation, TYPES } from '../sync-test/simulation.js';

test('messages are counted by way and type, filtered, and only the newest are kept', () => {
  const flow = new Flow(() => 0);
  for (let round = 1; round <= MAX_KEPT; round += 1) flow.hear('in', `{"type":"round_open","id":${round}}`);
  flow.hear('out', '{"action":"hello","channels":["game"]}');
  flow.hear('in', 'no JSON');
  assert.equal(flow.messages.length, MAX_KEPT);
  assert.equal(flow.counts.get('in round_open'), MAX_KEPT);
  assert.deepEqual(flow.types, ['hello', 'round_open', 'unknown']);
  assert.equal(flow.filtered({ way: 'out' }).length, 1);
  assert.equal(flow.filtered({ type: 'round_open', words: '"ID":500' }).length, 1);
  assert.equal(flow.filtered({})[0].type, 'unknown', 'the newest comes first');
});

test('a round trip is from a ping to its own pong', () => {
  let now = 0;
  const flow = new Flow(() => now);
  assert.equal(flow.roundTrip, null);
  for (const [ping, ms] of [
    ['a', 20],
    ['b', 90],
    ['c', 30],
  ]) {
    flow.hear('out', `{"action":"ping","requestId":"${ping}"}`);
    now += ms;
    flow.hear('in', `{"type":"pong","requestId":"${ping}"}`);
    flow.hear('in', `{"type":"pong","requestId":"${ping}"}`);
  }
  assert.deepEqual(flow.roundTrip, { last: 30, median: 30, worst: 90 });
});

test('what is secret is shown to nobody', () => {
  const flow = new Flow(() => 0);
  flow.hear('in', '{"type":"error","problem":{"stamp":"s3cret","code":"INTERNAL"}}');
  assert.doesNotMatch(flow.messages[0].text, /s3cret/);
  assert.match(flow.messages[0].text, /INTERNAL/);
});

test('a line is listened to, and cut without a word to the other side', () => {
  const flow = new Flow(() => 0);
  const sent = [];
  let closed = 0;
  const beneath = { send: (text) => sent.push(text), close: () => (closed += 1) };
  const carrier = overheard({ id: 'tab', open: () => beneath, leave: () => {}, onready: null }, flow);
  const line = carrier.open();
  const heard = [];
  let lost = 0;
  line.onmessage = (text) => heard.push(text);
  line.onclose = () => (lost += 1);
  line.send('{"action":"ping"}');
  beneath.onmessage('{"type":"pong"}');
  assert.deepEqual([sent, heard], [['{"action":"ping"}'], ['{"type":"pong"}']]);
  assert.deepEqual([...flow.counts.keys()], ['out ping', 'in pong']);
  carrier.cut();
  carrier.cut();
  assert.deepEqual([closed, lost], [1, 1]);
});

test('each type of message is simulated, and tells a page what the real one would', () => {
  const simulation = new Simulation(() => 1_000);
  const told = {};
  for (const type of TYPES) {
    if (type === 'round_void') simulation.apply(simulation.next('round_open'));
    const event = simulation.next(type);
    assert.equal(event.type, type);
    told[type] = simulation.apply(event);
  }
  assert.deepEqual(told, {
    round_open: ['game: round_open'],
    round_start: ['game: round_start'],
    bets: [],
    round_crash: ['game: round_crash'],
    round_void: ['game: round_void'],
    settings_changed: [],
    balance_update: ['player: initialized'],
    deposits_update: [],
    bet_created: ['week: bet_created'],
    bet_updated: ['week: bet_updated'],
    bet_deleted: ['week: bet_deleted'],
  });
  const again = simulation.next('balance_update');
  assert.deepEqual(simulation.apply(again), ['player: balance_updated']);
});
