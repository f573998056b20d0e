import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { runInNewContext } from 'node:vm';

const SOURCE = readFileSync(new URL('../league-worker.js', import.meta.url), 'utf8');
const SITE = 'https://house.example/';

/** A worker in a browser of which only the network and the copies are there. */
function install() {
  const listeners = new Map();
  const stores = new Map([['fairfall-league-files-0', new Map()]]);
  const asked = [];
  const network = { answer: (/** @type {string} */ url) => response(200, `of ${url}`) };
  const open = async (/** @type {string} */ name) => {
    if (!stores.has(name)) stores.set(name, new Map());
    const store = stores.get(name);
    return {
      put: async (/** @type {string} */ key, /** @type {any} */ value) => void store.set(key, value),
      match: async (/** @type {string} */ key) => store.get(key),
    };
  };
  const self = {
    registration: { scope: `${SITE}league.html` },
    clients: { claim: async () => {} },
    skipWaiting: async () => {},
    addEventListener: (/** @type {string} */ name, /** @type {any} */ on) => listeners.set(name, on),
  };
  const fetch = async (/** @type {any} */ request, /** @type {any} */ options) => {
    const url = String(request.url ?? request);
    asked.push({ url, options });
    return network.answer(url);
  };
  const caches = { open, keys: async () => [...stores.keys()], delete: async (name) => stores.delete(name) };
  runInNewContext(SOURCE, { self, caches, fetch, URL });
  /** @returns {Promise<any>} what the worker answers; undefined where it leaves it to the browser */
  const send = async (/** @type {string} */ name, /** @type {any} */ event = {}) => {
    /** @type {any} */
    let answered;
    const work = [];
    listeners.get(name)({
      ...event,
      respondWith: (/** @type {any} */ promise) => (answered = promise),
      waitUntil: (/** @type {any} */ promise) => work.push(promise),
    });
    const answer = await answered;
    await Promise.all(work);
    return answer;
  };
  const get = (/** @type {string} */ path, headers = {}, method = 'GET') =>
    send('fetch', { request: { url: SITE + path, method, headers: new Headers(headers) } });
  const kept = () => [...(stores.get('fairfall-league-files-1') ?? new Map()).keys()].sort();
  return { network, asked, send, get, kept, stores };
}

/**
 * @param {number} status
 * @param {string} text
 * @returns {any}
 */
function response(status, text) {
  const answer = { status, text, type: 'basic', redirected: false, clone: () => answer };
  return answer;
}

const down = () => {
  throw new TypeError('no network');
};

test('the network is asked first, and its last answer is there without it', async () => {
  const { network, get } = install();
  await get('league.html');
  network.answer = () => response(200, 'newer');
  assert.equal((await get('league.html')).text, 'newer');
  network.answer = down;
  assert.equal((await get('league.html?from=mail')).text, 'newer');
  await assert.rejects(get('lib/never-seen.js'));
});

test('nothing of the house is touched, nor what carries a credential', async () => {
  const { get, kept } = install();
  for (const path of [
    'v1/pools',
    'v1/pools/sunday-club/weeks/2026-11-17',
    'ws?ticket=1',
    'dev/status',
    'index.html',
    '',
    'lib/../v1/pools',
    'app/v1/pools.js/../../secret',
  ])
    assert.equal(await get(path), undefined, path);
  assert.equal(await get('lib/api.js', { Authorization: 'Bearer t' }), undefined);
  assert.equal(await get('lib/api.js', {}, 'POST'), undefined);
  assert.deepEqual(kept(), []);
});

test('a failure of the house is shown and not kept', async () => {
  const { network, get, kept } = install();
  network.answer = () => response(503, 'busy');
  assert.equal((await get('league.html')).status, 503);
  assert.deepEqual(kept(), []);
});

test('the first page says what it is made of, and only files of the page are fetched', async () => {
  const { send, kept, asked } = install();
  await send('message', {
    data: { files: [`${SITE}lib/api.js`, `${SITE}v1/pools`, 'https://elsewhere.example/lib/api.js', 7] },
  });
  assert.deepEqual(kept(), ['league.html', 'lib/api.js']);
  assert.ok(asked.every(({ options }) => options.credentials === 'omit'));
  await send('message', { data: null });
});

test('copies of another form are removed', async () => {
  const { send, stores } = install();
  await send('activate');
  assert.ok(!stores.has('fairfall-league-files-0'));
});
