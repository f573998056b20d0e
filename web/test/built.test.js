import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { QUICKNET, messageOf } from '../lib/beacon.js';

const built = (name) => new URL(`../built/${name}`, import.meta.url);

test('the curve for the page is small, has its licence, and verifies real rounds', async () => {
  await import('../build.js');
  const script = readFileSync(built('bls.js'));
  assert.ok(gzipSync(script).length < 30_000, String(gzipSync(script).length));
  assert.match(script.toString(), /noble-curves - MIT License \(c\) 2022 Paul Miller/);
  const { verifySignatures } = await import(built('bls.js').href);
  const [message, other] = [await messageOf(42), await messageOf(43)];
  const signature =
    '95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce4' + '30a91b811fbfaf763900bc998b5d686a';
  const items = [
    { message, signature },
    { message: other, signature },
  ];
  assert.deepEqual(verifySignatures(QUICKNET.publicKey, items), [true, false]);
});

test('the verifier is one file: it names no other, and its policy lets it ask for none', async () => {
  await import('../build.js');
  const page = readFileSync(built('verifier.html'), 'utf8');
  assert.ok(Buffer.byteLength(page) <= 150_000);
  const [, policy] = page.match(/Content-Security-Policy" content="([^"]*)"/) ?? [];
  assert.match(
    policy,
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; worker-src blob:;/,
  );
  assert.doesNotMatch(
    page,
    /<(link|img|iframe|script src|base)\b|@import|url\(|\bfetch\(|XMLHttpRequest|WebSocket/,
  );
  assert.doesNotMatch(page, /\{\{\w+\}\}/);
  assert.equal(page.match(/<script/g)?.length, 2);
  assert.match(page, /noble-curves - MIT License/);
});
