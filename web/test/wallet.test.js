import assert from 'node:assert/strict';
import test from 'node:test';
import { findWallets, hexOf, signIn } from '../lib/wallet.js';

const provider = (account) => ({
  request: async ({ method, params }) =>
    method === 'eth_requestAccounts' ? [account] : `signed ${params[0]}`,
});

test('announced wallets are found once each, and hide the injected one behind them', async () => {
  const page = new EventTarget();
  page.ethereum = provider('0xC');
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
