import assert from 'node:assert/strict';
import test from 'node:test';
import { findWallets, hexOf, signIn, watchWallets } from '../lib/wallet.js';

const provider = (account) => ({
  request: async ({ method, params }) =>
    method === 'eth_requestAccounts' ? [account] : `signed ${params[0]}`,
});

test('announced wallets are found once each', async () => {
  const page = new EventTarget();
  const announce = (uuid, name) => () =>
    page.dispatchEvent(
      Object.assign(new Event('eip6963:announceProvider'), {
        detail: { info: { uuid, name, icon: 'http://x' }, provider: provider('0xA') },
      }),
    );
  page.addEventListener('eip6963:requestProvider', announce('1', 'One'));
  page.addEventListener('eip6963:requestProvider', announce('1', 'One'));
  page.addEventListener('eip6963:requestProvider', announce('2', 'Two'));
  const wallets = await findWallets(page);
  assert.deepEqual(
    wallets.map(({ name }) => name),
    ['One', 'Two'],
  );
  assert.equal(wallets[0].icon, null, 'a picture from elsewhere is not fetched');
});

test('an old wallet that only injects itself is found too', async () => {
  const page = new EventTarget();
  page.ethereum = provider('0xAbC');
  const [wallet] = await findWallets(page);
  assert.equal(await wallet.connect(), '0xabc');
});

test('signing in signs the very message of the server', async () => {
  const posts = [];
  const api = {
    post: async (path, body) => {
      posts.push({ path, body });
      return {
        ok: true,
        value: path.endsWith('nonce')
          ? { nonce: 'n', message: 'Grüße' }
          : { token: 't', player: '0xa', expiresAt: 1 },
      };
    },
  };
  const page = Object.assign(new EventTarget(), { ethereum: provider('0xA') });
  const [wallet] = await findWallets(page);
  const answer = await signIn(api, wallet);
  assert.equal(answer.value.token, 't');
  assert.deepEqual(posts[1].body, { message: 'Grüße', signature: `signed ${hexOf('Grüße')}` });
  assert.equal(hexOf('é'), '0xc3a9');
});

const announcement = (uuid, rdns, one) =>
  Object.assign(new Event('eip6963:announceProvider'), {
    detail: { info: { uuid, rdns, name: rdns }, provider: one },
  });

test('an old wallet is offered beside announced ones, unless it is one of them', async () => {
  const [announced, other] = [provider('0xA'), provider('0xB')];
  const metamask = { ...provider('0xC'), isMetaMask: true };
  for (const [ethereum, rdns, names] of [
    [other, 'com.one', ['com.one', 'Browser wallet']],
    [announced, 'com.one', ['com.one']],
    [metamask, 'io.metamask', ['io.metamask']],
    [metamask, 'com.one', ['com.one', 'Browser wallet']],
    [
      { providers: [announced, other, metamask], request: () => {} },
      'com.one',
      ['com.one', 'Browser wallet', 'Browser wallet 2'],
    ],
    [{}, 'com.one', ['com.one']],
    [undefined, 'com.one', ['com.one']],
  ]) {
    const page = Object.assign(new EventTarget(), { ethereum });
    page.addEventListener('eip6963:requestProvider', () =>
      page.dispatchEvent(announcement('1', rdns, announced)),
    );
    const wallets = await findWallets(page);
    assert.deepEqual(
      wallets.map(({ name }) => name),
      names,
    );
    assert.equal(new Set(wallets.map(({ id }) => id)).size, wallets.length);
  }
});

test('a wallet that comes late joins the list, until nobody looks any more', async () => {
  const page = new EventTarget();
  const seen = [];
  const end = watchWallets(page, (wallets) => seen.push(wallets.map(({ name }) => name).join()));
  await new Promise(setImmediate);
  page.dispatchEvent(announcement('1', 'com.one', provider('0xA')));
  page.ethereum = provider('0xB');
  page.dispatchEvent(new Event('ethereum#initialized'));
  end();
  page.dispatchEvent(announcement('2', 'com.two', provider('0xC')));
  assert.deepEqual(seen, ['', 'com.one', 'com.one,Browser wallet']);
});

test('a wallet that never answers can be left, and what it says later signs nobody in', async () => {
  for (const silent of ['eth_requestAccounts', 'personal_sign']) {
    const posts = [];
    const api = {
      post: async (path) => {
        posts.push(path);
        return { ok: true, value: { message: 'm' } };
      },
    };
    let answer = () => {};
    const page = Object.assign(new EventTarget(), {
      ethereum: {
        request: ({ method }) =>
          method === silent ? new Promise((done) => (answer = done)) : Promise.resolve(['0xA']),
      },
    });
    const [wallet] = await findWallets(page);
    const left = new AbortController();
    const trying = signIn(api, wallet, left.signal);
    await new Promise(setImmediate);
    left.abort();
    await assert.rejects(trying, { name: 'AbortError' });
    const before = posts.length;
    answer(['0xA']);
    await new Promise(setImmediate);
    assert.equal(posts.length, before);
  }
});
