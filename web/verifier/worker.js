/**
 * Checks signatures away from the page, so that it stays alive: one batch after the other.
 * @module
 */

import { verifySignatures } from './bls.js';

/** @param {MessageEvent<{ publicKey: string, items: { message: Uint8Array, signature: string }[] }>} event */
onmessage = async ({ data: { publicKey, items } }) => {
  postMessage(await verifySignatures(publicKey, items));
};
