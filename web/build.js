/**
 * Makes what a browser cannot load as it stands, in built/: the curve for the page, which is an npm
 * package, and the verifier as one file that asks for nothing.
 * @module
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const BUILT = fileURLToPath(new URL('./built/', import.meta.url));
const MAX_VERIFIER_BYTES = 150_000;

/** @param {string} file in this folder */
function source(file) {
  return fileURLToPath(new URL(file, import.meta.url));
}

/**
 * A module with all that it imports, as one script; licences stay in it.
 * @param {string} file
 * @param {'esm' | 'iife'} format
 */
async function bundle(file, format) {
  const result = await build({
    entryPoints: [source(file)],
    bundle: true,
    minify: true,
    write: false,
    format,
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'error',
  });
  return result.outputFiles[0].text;
}

/** @param {string} script which stands between tags of HTML */
function inline(script) {
  const safe = script.replaceAll(/<(?=\/script|script|!--)/gi, '\\x3c');
  return `\n${safe.trim()}\n`;
}

/** @param {string} text */
function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const main = inline(await bundle('verifier/main.js', 'iife'));
const worker = inline(await bundle('verifier/worker.js', 'iife'));
const style = `\n${readFileSync(source('verifier/page.css'), 'utf8')}`;
const policy = [
  "default-src 'none'",
  `script-src ${hashOf(main)}`,
  `style-src ${hashOf(style)}`,
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** @type {Record<string, string>} */
const parts = { policy, style, worker, main };
const page = readFileSync(source('verifier/page.html'), 'utf8').replaceAll(
  /\{\{(\w+)\}\}/g,
  (_, name) => parts[name],
);
const bytes = Buffer.byteLength(page);
if (bytes > MAX_VERIFIER_BYTES) {
  throw new Error(`the verifier has ${bytes} bytes, and may have ${MAX_VERIFIER_BYTES}`);
}

mkdirSync(BUILT, { recursive: true });
writeFileSync(`${BUILT}verifier.html`, page);
writeFileSync(`${BUILT}bls.js`, await bundle('verifier/bls.js', 'esm'));
