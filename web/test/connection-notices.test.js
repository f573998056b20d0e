import assert from 'node:assert/strict';
import test from 'node:test';
import { ConnectionNotices } from '../app/connection.js';
import { FakeTime } from './fake-time.js';

function setUp() {
  const time = new FakeTime();
  const said = [];
  return { time, said, notices: new ConnectionNotices((sentence) => said.push(sentence), time) };
}

test('a lost connection is told once, and that it is back once', async () => {
  const { time, said, notices } = setUp();
  notices.hear('live');
  for (let turn = 0; turn < 20; turn += 1) {
    notices.hear(['connecting', 'polling', 'offline'][turn % 3]);
    await time.pass(1_000);
  }
  assert.deepEqual(said, ['Connection lost. Trying to come back.']);
  notices.hear('live');
  notices.hear('live');
  assert.deepEqual(said, ['Connection lost. Trying to come back.', 'Connected again.']);
});

test('what lasts no 3 s, a page that opens and a page that is left are no news', async () => {
  const { time, said, notices } = setUp();
  notices.hear('connecting');
  await time.pass(60_000);
  notices.hear('live');
  notices.hear('connecting');
  await time.pass(2_900);
  notices.hear('live');
  notices.hear('connecting');
  notices.hear('paused');
  await time.pass(60_000);
  notices.hear('live');
  assert.deepEqual(said, []);
});
