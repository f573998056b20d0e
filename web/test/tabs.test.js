import assert from 'node:assert/strict';
import test from 'node:test';
import { Clock } from '../lib/clock.js';
import { Sync } from '../lib/sync.js';
import { Tabs } from '../lib/tabs.js';
import { Telemetry } from '../lib/telemetry.js';
import { FakeChannels, FakeLocks } from './fake-browser.js';
import { FakeHouse } from './fake-house.js';

/** What a frozen tab's socket brings lies in a queue until it thaws; here it is lost. */
function freezable(tab, line) {
  const facade = { send: line.send, close: line.close, onmessage: null, onopen: null, onclose: null };
  for (const event of ['onmessage', 'onopen', 'onclose']) {
    line[event] = (detail) => tab.frozen || facade[event]?.(detail);
  }
  return facade;
}

/** A browser with tabs on one house. */
class FakeBrowser {
  house = new FakeHouse();
  time = this.house.time;
  locks = new FakeLocks();
  channels = new FakeChannels(this.time);
  tabs = [];

  /** Opens a tab of a player. */
  open(player = 'spectator') {
    const id = `tab${this.tabs.length + 1}`;
    const telemetry = new Telemetry();
    const tab = { applied: [], heard: [], player, frozen: false, polls: 0, telemetry };
    const timers = {
      after: (ms, task) => this.time.after(ms, () => tab.frozen || task()),
      cancel: (timer) => this.time.cancel(timer),
    };
    tab.carrier = new Tabs({
      id,
      name: () => `house:${tab.player}`,
      dial: () => freezable(tab, this.house.accept()),
      locks: this.locks,
      channel: (name) => {
        const channel = this.channels.channel(name);
        const facade = { postMessage: channel.postMessage, close: channel.close, onmessage: null };
        channel.onmessage = (message) => {
          if (tab.frozen) return;
          tab.heard.push(message.data);
          facade.onmessage?.(message);
        };
        return facade;
      },
      timers,
      telemetry,
    });
    tab.sync = new Sync({
      channels: () => ['game'],
      carrier: tab.carrier,
      poll: async () => {
        tab.polls += 1;
        return 'news';
      },
      onEvent: ({ id: event }) => tab.applied.push(event),
      onSnapshot: (_, { ids }) => (tab.applied = [...ids]),
      onReplaced: () => (tab.applied = []),
      onState: () => {},
      clock: new Clock(() => this.time.now),
      telemetry,
      timers,
      random: () => 0.5,
    });
    this.tabs.push(tab);
    tab.sync.resume();
    return tab;
  }

  async live(count) {
    const tabs = Array.from({ length: count }, () => this.open());
    await this.time.pass(200);
    for (const { sync } of tabs) assert.equal(sync.state, 'live');
    return tabs;
  }

  /** Everyone has what the house has, over so many sockets. */
  agrees(tabs, sockets = 1) {
    const ids = this.house.journal.map(({ id }) => id);
    for (const { applied } of tabs) assert.deepEqual(applied, ids);
    assert.equal(this.house.lines.length, sockets);
  }
}

test('tabs share one socket, and each has everything once', async () => {
  const browser = new FakeBrowser();
  const tabs = await browser.live(3);
  for (let count = 0; count < 5; count += 1) browser.house.append();
  await browser.time.pass(100);
  browser.agrees(tabs);
  assert.equal(browser.house.dials.length, 1);
});

test('a tab that comes late is told what it missed, over the socket that is there', async () => {
  const browser = new FakeBrowser();
  const tabs = await browser.live(1);
  browser.house.append();
  await browser.time.pass(5_000);
  tabs.push(...(await browser.live(1)));
  browser.house.append();
  await browser.time.pass(100);
  browser.agrees(tabs);
  assert.equal(browser.house.dials.length, 1);
});

test('when the leading tab pauses another one takes over, without a moment of polling', async () => {
  const browser = new FakeBrowser();
  const [first, ...others] = await browser.live(3);
  await browser.time.pass(5_000);
  browser.house.append();
  first.sync.pause();
  browser.house.append();
  await browser.time.pass(200);
  browser.agrees(others);
  assert.equal(browser.house.dials.length, 2);
  assert.deepEqual(
    others.map(({ polls }) => polls),
    [0, 0],
  );
  assert.equal(others[0].telemetry.counters.takeovers, 1);
  first.sync.resume();
  await browser.time.pass(200);
  browser.agrees([first, ...others]);
  assert.equal(browser.house.dials.length, 2, 'who comes back follows');
});

test('a leader that is frozen does not silence the others', async () => {
  const browser = new FakeBrowser();
  const [first, ...others] = await browser.live(3);
  first.frozen = true;
  await browser.time.pass(9_000);
  browser.house.append();
  await browser.time.pass(1_000);
  assert.deepEqual(
    others.map(({ applied }) => applied),
    [[1], [1]],
  );
  first.frozen = false;
  first.sync.check();
  await browser.time.pass(40_000);
  browser.house.append();
  await browser.time.pass(1_000);
  browser.agrees([first, ...others]);
});

test('when the server goes, one tab looks for it, and all are live when it is back', async () => {
  const browser = new FakeBrowser();
  const tabs = await browser.live(4);
  await browser.time.pass(20_000);
  browser.house.up = false;
  browser.house.cut();
  await browser.time.pass(60_000);
  for (const { sync } of tabs) assert.equal(sync.state, 'polling');
  assert.ok(browser.house.dials.length <= 9, `${browser.house.dials.length} dials`);
  browser.house.up = true;
  browser.house.append();
  await browser.time.pass(31_000);
  browser.agrees(tabs);
  for (const { sync } of tabs) assert.equal(sync.state, 'live');
});

test('nothing of one player is said where tabs of another one listen', async () => {
  const browser = new FakeBrowser();
  const alice = browser.open('alice');
  const bob = browser.open('bob');
  const bobToo = browser.open('bob');
  await browser.time.pass(200);
  assert.equal(browser.house.lines.length, 2);
  const heard = alice.heard.length;
  bobToo.sync.check();
  browser.house.append();
  await browser.time.pass(200);
  assert.equal(alice.heard.length, heard, 'what others hear and say stays with them');
  assert.deepEqual(bob.applied, [1]);
  bobToo.player = 'alice';
  bobToo.sync.identify();
  await browser.time.pass(200);
  assert.equal(browser.house.lines.length, 2, 'and who changes sides shares with the new one');
  assert.ok(alice.heard.some(({ kind }) => kind === 'say'));
});

test('a leader that rotates its socket takes the others along', async () => {
  const browser = new FakeBrowser();
  const tabs = await browser.live(3);
  await browser.time.pass(5_000);
  browser.house.append();
  tabs[0].sync.resume();
  browser.house.append();
  await browser.time.pass(200);
  browser.agrees(tabs);
  for (const { sync } of tabs) assert.equal(sync.state, 'live');
});

test('where locks are refused a tab has a socket of its own', async () => {
  const browser = new FakeBrowser();
  browser.locks.request = () => Promise.reject(new DOMException('no', 'SecurityError'));
  const tabs = await browser.live(2);
  browser.house.append();
  await browser.time.pass(100);
  browser.agrees(tabs, 2);
});

test('where tabs cannot hear each other they end up with sockets of their own', async () => {
  const browser = new FakeBrowser();
  browser.channels.channel = () => ({ postMessage: () => {}, close: () => {}, onmessage: null });
  const tabs = [browser.open(), browser.open()];
  await browser.time.pass(90_000);
  browser.house.append();
  await browser.time.pass(1_000);
  browser.agrees(tabs, 2);
  for (const { sync } of tabs) assert.equal(sync.state, 'live');
});
