/**
 * What to tell somebody before they send ether.
 * @module
 */

import { formatEther } from '../lib/wei.js';

const SECONDS_PER_BLOCK = 12;
const SECONDS_PER_MINUTE = 60;

const DEVELOPMENT = '31337';

/** @type {Record<string, string>} by chain id */
const CHAINS = {
  1: 'Ethereum',
  560048: 'Hoodi, a test chain',
  11155111: 'Sepolia, a test chain',
  [DEVELOPMENT]: 'the development chain of this machine',
};

/**
 * @param {string} chainId
 * @returns {string} as people call it
 */
export function chainName(chainId) {
  return CHAINS[chainId] ?? `the chain with the id ${chainId}`;
}

/**
 * @param {{ chainId: string, needed: number, minimum: bigint }} place where deposits go
 * @returns {string} what to do, and how long it takes
 */
export function howText({ chainId, needed, minimum }) {
  return (
    `Send ether on ${chainName(chainId)}, from the wallet that you play with, to this address. ` +
    `Send at least ${formatEther(minimum)} ETH. ${timeText(chainId, needed)}`
  );
}

/**
 * A development chain has blocks when it likes, so that no time is known there.
 * @param {string} chainId
 * @param {number} needed confirmations
 */
function timeText(chainId, needed) {
  const after = `It counts after ${needed} ${needed === 1 ? 'confirmation' : 'confirmations'}`;
  const closing = 'you can close this meanwhile.';
  if (chainId === DEVELOPMENT) return `${after}; ${closing}`;
  const minutes = Math.ceil((needed * SECONDS_PER_BLOCK) / SECONDS_PER_MINUTE);
  return `${after}, usually ${minutes === 1 ? 'a minute' : `${minutes} minutes`} after its block; ${closing}`;
}

/**
 * @param {string} chainId
 * @returns {string[]} what makes ether go astray, and the way out where there is one
 */
export function warnings(chainId) {
  return [
    `Not on another chain: what is sent there does not arrive here and may be lost. This is ${chainName(chainId)}.`,
    'Not from an exchange: its wallet is not yours, and nobody can tell that the ether is. If it has ' +
      'happened, keep the receipt with its transaction and show it to the house, which can credit you by hand.',
  ];
}
