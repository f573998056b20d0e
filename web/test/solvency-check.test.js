import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { checkOwnLeaf } from '../lib/solvency-check.js';
import { instantOf } from '../lib/solvency.js';
import { verifySignatures } from '../verifier/bls.js';

const [STATEMENT, PROOF] = readFileSync(new URL('./solvency-sample.txt', import.meta.url), 'utf8').split(
  '\n',
);
const { player, amount, number } = JSON.parse(PROOF);
const INSTANT = instantOf(JSON.parse(STATEMENT));
const HOUR = 3_600_000;

const no = (code, status = 404) => ({ ok: false, problem: { code, status } });
const ok = (value) => ({ ok: true, value });
const entry = (at, available) => ({ at, account: { available, locked: '0' } });

/** What the house answers by path, honest but for what is changed. */
function house(changes = {}) {
  const statement = JSON.parse(STATEMENT);
  return {
    '/v1/solvency': ok({ statements: [statement] }),
    '/v1/deposits': ok({ address: statement.reserves[0].wallet, chainId: statement.chainId }),
    [`/v1/solvency/${number}/proof`]: ok(JSON.parse(PROOF)),
    '/v1/account/entries?limit=100': ok({
      entries: [entry(INSTANT + HOUR, '5'), entry(INSTANT - HOUR, amount)],
    }),
    '/v1/account/entries?before=2&limit=1': ok({ entries: [entry(INSTANT - HOUR, amount)] }),
    ...changes,
  };
}

function found(changes, now = INSTANT + 1000) {
  const answers = house(changes);
  const get = async (path) => answers[path] ?? assert.fail(path);
  return checkOwnLeaf({ get }, player, now, verifySignatures);
}

const kind = async (changes, now) => (await found(changes, now)).kind;

test('an honest statement with the own money in it is well', async () => {
  const finding = await found();
  assert.equal(finding.kind, 'ok');
  assert.equal(finding.owed, BigInt(amount));
  assert.equal(finding.statement.root, JSON.parse(STATEMENT).root);
});

test('a statement that was tampered with is wrong', async () => {
  for (const change of [
    (s) => (s.liabilities = '1'),
    (s) => (s.root = '0'.repeat(64)),
    (s) => (s.reserves[0].balance = '1'.padEnd(30, '0')),
    (s) => s.draws.pop(),
  ]) {
    const statement = JSON.parse(STATEMENT);
    change(statement);
    assert.equal(await kind({ '/v1/solvency': ok({ statements: [statement] }) }), 'wrong');
  }
});

test('a leaf that was lowered, or is of somebody else, is wrong', async () => {
  const lowered = { ...JSON.parse(PROOF), amount: '1' };
  assert.equal(await kind({ [`/v1/solvency/${number}/proof`]: ok(lowered) }), 'wrong');
  const other = { ...JSON.parse(PROOF), player: `0x${'1'.repeat(40)}` };
  assert.equal(await kind({ [`/v1/solvency/${number}/proof`]: ok(other) }), 'wrong');
});

test('a leaf that says less than the own history does is wrong', async () => {
  const more = String(BigInt(amount) + 1n);
  const entries = (at) => ({ '/v1/account/entries?limit=100': ok({ entries: [entry(at, more)] }) });
  assert.equal(await kind(entries(INSTANT - HOUR)), 'wrong');
  assert.equal(await kind(entries(INSTANT - 60_000)), 'ok', 'clocks are not alike');
});

test('who had an account and has no leaf is missing', async () => {
  const gone = { [`/v1/solvency/${number}/proof`]: no('NOT_FOUND') };
  assert.equal(await kind(gone), 'missing');
  const young = { '/v1/account/entries?before=2&limit=1': ok({ entries: [entry(INSTANT + HOUR, amount)] }) };
  assert.equal(await kind({ ...gone, ...young }), 'ok');
});

test('who had no account at the instant asks for no leaf', async () => {
  const unasked = { [`/v1/solvency/${number}/proof`]: undefined };
  for (const entries of [[], [entry(INSTANT + 1, amount)]]) {
    const first = { '/v1/account/entries?before=2&limit=1': ok({ entries }) };
    const finding = await found({ ...unasked, ...first, '/v1/account/entries?limit=100': ok({ entries }) });
    assert.equal(finding.sentence, 'Your account is younger than the statement.');
  }
});

test('another wallet or chain than deposits go to is wrong', async () => {
  const { reserves, chainId } = JSON.parse(STATEMENT);
  const address = `0x${'2'.repeat(40)}`;
  assert.equal(await kind({ '/v1/deposits': ok({ address, chainId }) }), 'wrong');
  assert.equal(await kind({ '/v1/deposits': ok({ address: reserves[0].wallet, chainId: '1' }) }), 'wrong');
});

test('a statement of more than two hours ago is old', async () => {
  assert.equal(await kind({}, INSTANT + 2 * HOUR), 'ok');
  assert.equal(await kind({}, INSTANT + 2 * HOUR + 1), 'old');
});

test('what the house does not answer is unknown, and no statement is none', async () => {
  const silent = no('UNAVAILABLE', 503);
  assert.equal(await kind({ '/v1/solvency': silent }), 'unknown');
  assert.equal(await kind({ '/v1/deposits': silent }), 'unknown');
  assert.equal(await kind({ [`/v1/solvency/${number}/proof`]: silent }), 'unknown');
  assert.equal(await kind({ '/v1/solvency': ok({ statements: [] }) }), 'none');
});
