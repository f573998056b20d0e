// The HTTP API to read and to try. Whoever tries it needs a session, and a session needs a wallet: the
// development node signs for its own accounts.

const ui = SwaggerUIBundle({
  url: 'openapi.yaml',
  dom_id: '#document',
  deepLinking: true,
  tryItOutEnabled: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null, // the tests have asked the linter
});

const player = document.getElementById('player');

document.getElementById('sign-in').addEventListener('click', () => {
  signIn().catch((failure) => {
    player.textContent = `It did not work: ${failure.message}`;
  });
});

async function signIn() {
  const accounts = await ask('/dev/chain', { jsonrpc: '2.0', id: 1, method: 'eth_accounts', params: [] });
  const [address] = accounts.result;
  const { message } = await ask('/v1/session/nonce', { address });
  const params = [hexOf(message), address];
  const signed = await ask('/dev/chain', { jsonrpc: '2.0', id: 2, method: 'personal_sign', params });
  const session = await ask('/v1/session', { message, signature: signed.result });
  ui.preauthorizeApiKey('session', session.token);
  player.textContent = `Signed in as ${session.player}`;
}

async function ask(path, body) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
  return answer.json();
}

function hexOf(text) {
  const bytes = [...new TextEncoder().encode(text)];
  return `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
