import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainName, howText, warnings } from '../app/deposit-words.js';

const MINIMUM = 10n ** 16n;

test('the chain is named, in words where it has some', () => {
  assert.equal(chainName('1'), 'Ethereum');
  assert.equal(chainName('11155111'), 'Sepolia, a test chain');
  assert.equal(chainName('10'), 'the chain with the id 10');
});

test('how long it takes is said where it is known, and that one may leave', () => {
  const onEthereum = howText({ chainId: '1', needed: 12, minimum: MINIMUM });
  assert.match(onEthereum, /on Ethereum,.*at least 0\.01 ETH.*12 confirmations, usually 3 minutes/);
  assert.match(onEthereum, /you can close this/);
  assert.match(howText({ chainId: '1', needed: 1, minimum: MINIMUM }), /1 confirmation, usually a minute/);
  assert.doesNotMatch(howText({ chainId: '31337', needed: 6, minimum: MINIMUM }), /minute/);
});

test('what makes ether go astray is said before', () => {
  const [chain, exchange] = warnings('1');
  assert.match(chain, /another chain.*lost.*This is Ethereum\.$/);
  assert.match(exchange, /exchange.*receipt/);
});
