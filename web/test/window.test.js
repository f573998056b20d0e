import assert from 'node:assert/strict';
import test from 'node:test';
import { watchWindow } from '../lib/window.js';
import { FakeTime } from './fake-time.js';

/** A window whose life a test tells, and a connection that notes what it is told. */
function setUp({ hidden = false } = {}) {
  const time = new FakeTime();
  const page = new EventTarget();
  page.document = Object.assign(new EventTarget(), { hidden });
  const told = [];
  const become = (word, state) => () => {
    told.push(word);
    sync.state = state;
  };
  const sync = {
    state: 'live',
    pause: become('pause', 'paused'),
    resume: become('resume', 'connecting'),
    offline: become('offline', 'offline'),
    check: () => told.push('check'),
  };
  const clock = { forget: () => told.push('forget') };
  const stop = watchWindow(sync, clock, page, time);
  const happen = (type, detail = {}) => page.dispatchEvent(Object.assign(new Event(type), detail));
  const live = (type) => page.document.dispatchEvent(new Event(type));
  const hide = (nowHidden) => {
    page.document.hidden = nowHidden;
    live('visibilitychange');
  };
  return { time, sync, told, stop, happen, live, hide };
}

test('a page that is hidden for long falls silent, and is back at once', async () => {
  const { time, told, hide } = setUp();
  hide(true);
  await time.pass(14_000);
  assert.deepEqual(told, []);
  await time.pass(2_000);
  assert.deepEqual(told, ['pause']);
  hide(false);
  assert.deepEqual(told, ['pause', 'forget', 'resume']);
});

test('a glance at another tab keeps the line, and measures the time anew', async () => {
  const { time, told, hide } = setUp();
  hide(true);
  await time.pass(5_000);
  hide(false);
  await time.pass(60_000);
  assert.deepEqual(told, ['forget', 'check']);
});

test('a page that is opened in the background falls silent too', async () => {
  const { time, told } = setUp({ hidden: true });
  await time.pass(16_000);
  assert.deepEqual(told, ['pause']);
});

test('a page that is left keeps nothing open, and comes back out of the cache of pages', () => {
  const { told, happen } = setUp();
  happen('pagehide');
  happen('pageshow', { persisted: false });
  assert.deepEqual(told, ['pause']);
  happen('pageshow', { persisted: true });
  assert.deepEqual(told, ['pause', 'forget', 'resume']);
});

test('a page that is frozen lets go first, and stays silent while it is hidden', () => {
  const { told, live, hide } = setUp();
  hide(true);
  live('freeze');
  live('resume');
  assert.deepEqual(told, ['pause']);
  hide(false);
  assert.deepEqual(told, ['pause', 'forget', 'resume']);
});

test('the network goes and comes, but wakes no paused page', () => {
  const { told, happen } = setUp();
  happen('offline');
  happen('online');
  assert.deepEqual(told, ['offline', 'forget', 'resume']);
  happen('pagehide');
  happen('online');
  happen('offline');
  assert.deepEqual(told, ['offline', 'forget', 'resume', 'pause']);
});

test('it ends when it is told to', () => {
  const { told, stop, happen } = setUp();
  stop();
  happen('pagehide');
  assert.deepEqual(told, []);
});
