/**
 * Where a player sees what the house owes and has, and that their own money is in it.
 * @module
 */

import { checkOwnLeaf } from '../lib/solvency-check.js';
import { instantOf } from '../lib/solvency.js';
import { formatEther } from '../lib/wei.js';
import { make } from './dom.js';
import { loadCurve } from './round-proof.js';

const LOUD = ['short', 'old', 'missing', 'wrong'];
const EXPLORERS = new Map([
  ['1', 'https://etherscan.io/block/'],
  ['11155111', 'https://sepolia.etherscan.io/block/'],
]);

/**
 * @param {{ api: import('../lib/api.js').Api, clock: { now(): number } }} house
 * @param {string} player
 * @returns {Promise<import('../lib/solvency-check.js').Finding>}
 */
export async function findSolvency({ api, clock }, player) {
  return checkOwnLeaf(api, player, clock.now(), await loadCurve());
}

/**
 * @param {import('../lib/solvency-check.js').Finding} finding
 * @returns {boolean} whether the player has to be told at once
 */
export function isLoud({ kind }) {
  return LOUD.includes(kind);
}

/**
 * @param {{ api: import('../lib/api.js').Api, clock: { now(): number } }} house
 * @param {string} player
 * @returns {HTMLElement} it fills itself when it was checked
 */
export function solvencyOf(house, player) {
  const box = make('div', { class: 'books', 'data-testid': 'solvency', role: 'status' });
  box.append(make('p', { class: 'muted' }, 'Checking what the house owes and has…'));
  findSolvency(house, player).then((finding) => {
    box.replaceChildren(...figures(finding));
    box.setAttribute('data-result', finding.kind);
  });
  return box;
}

/** @param {import('../lib/solvency-check.js').Finding} finding */
function figures(finding) {
  const { statement, owed, sentence } = finding;
  const tone = isLoud(finding) ? 'bad' : 'good';
  const verdict = make('p', { class: finding.kind === 'ok' ? 'check good' : `check ${tone}` }, sentence);
  const heading = make('h3', {}, 'What the house owes and has');
  if (statement === null) return [heading, verdict];
  const rows = [
    ...row('It owes to all players', `${formatEther(BigInt(statement.liabilities))} ETH`),
    ...statement.reserves.flatMap(({ balance }) =>
      row('Its wallet holds', balance === 'unknown' ? 'not known' : `${formatEther(BigInt(balance))} ETH`),
    ),
    ...(owed === null ? [] : row('Of it yours', `${formatEther(owed)} ETH`)),
    ...row('At', new Date(instantOf(statement)).toLocaleString('en')),
    make('dt', {}, 'Block'),
    make('dd', {}, blockOf(statement)),
  ];
  return [heading, make('dl', {}, ...rows), verdict];
}

/** @param {import('../lib/solvency-form.js').Statement} statement */
function blockOf({ chainId, block }) {
  const explorer = EXPLORERS.get(chainId);
  if (explorer === undefined) return block.number;
  return make('a', { href: explorer + block.number, target: '_blank', rel: 'noreferrer' }, block.number);
}

/**
 * @param {string} name
 * @param {string} text
 */
function row(name, text) {
  return [make('dt', {}, name), make('dd', {}, text)];
}
