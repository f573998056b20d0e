import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import test from 'node:test';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { QUICKNET } from '../lib/beacon.js';
import { crashOfDigest } from '../lib/fairness.js';
import { ExportCheck, MAX_FINDINGS } from '../lib/fairness-export.js';
import { MAX_LINE } from '../lib/fairness-lines.js';
import { verifySignatures } from '../verifier/bls.js';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const { G1, G2 } = bls12_381;
const SECRET = 2n ** 200n + 16n;
const PERIOD = 1_000;
const GENESIS = 1_700_000_000_000;
const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

const publicKey = Buffer.from(G2.Point.BASE.multiply(SECRET).toBytes()).toString('hex');
const network = {
  name: 'development',
  chainHash: sha256(`development:${publicKey}:${GENESIS}:${PERIOD}`),
  publicKey,
  genesisMs: GENESIS,
  periodMs: PERIOD,
};

function sign(round) {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(round));
  const message = new Uint8Array(createHash('sha256').update(number).digest());
  return Buffer.from(G1.hashToCurve(message, { DST: DOMAIN }).multiply(SECRET).toBytes()).toString('hex');
}

function crashOf(signature, gameHash) {
  const key = Buffer.from(signature, 'hex');
  return crashOfDigest(createHmac('sha256', key).update(gameHash).digest('hex'));
}

/** Two chains of ten games, the first one from game 4 on; round 10 is cancelled, 13 without a beacon. */
function honest() {
  const lines = [{ type: 'fairness_export', format: 1, network }];
  let id = 0;
  for (const [chain, first] of [
    ['one', 4],
    ['two', 1],
  ]) {
    const links = [sha256(`seed of ${chain}`)];
    for (let i = 0; i < 10; i += 1) links.push(sha256(links.at(-1)));
    lines.push({ type: 'chain', chain, terminalHash: links[10], length: 10 });
    for (let game = first; game <= 10; game += 1) {
      id += 1;
      const gameHash = links[10 - game];
      const beaconRound = 100 + 7 * id;
      const round = {
        type: id === 10 || id === 13 ? 'void' : 'round',
        roundId: String(3 * id),
        chain,
        game,
        commitment: links[11 - game],
        closesAt: GENESIS + (beaconRound - 1) * PERIOD - 300,
        beaconRound,
        gameHash,
      };
      const signature = sign(beaconRound);
      lines.push(id === 13 ? round : { ...round, signature, crash: crashOf(signature, gameHash) });
    }
  }
  return [...lines, { type: 'end', rounds: id }];
}

const HONEST = honest();

async function reportOf(lines, verify = verifySignatures) {
  const check = new ExportCheck(verify);
  for (const line of lines) await check.read(typeof line === 'string' ? line : JSON.stringify(line));
  return check.end();
}

/** The honest lines, changed. */
async function planted(change) {
  const lines = structuredClone(HONEST);
  return reportOf(change(lines) ?? lines);
}

const words = (report) => [...new Set(report.findings.map(({ word }) => word))].sort();
const at = (report, line) => report.findings.filter((one) => one.line === line).map(({ word }) => word);

test('an honest export holds, and says whose key it is and which hashes to compare', async () => {
  const report = await reportOf(HONEST);
  assert.deepEqual(report.findings, []);
  assert.equal(report.verdict, 'holds');
  assert.equal(report.network, 'development');
  assert.equal(report.rounds, 15);
  assert.equal(report.voids, 2);
  assert.deepEqual(report.chains, [
    { chain: 'one', terminalHash: HONEST[1].terminalHash, first: 4, last: 10 },
    { chain: 'two', terminalHash: HONEST[9].terminalHash, first: 1, last: 10 },
  ]);
});

test('a changed game hash is named, at its line', async () => {
  const report = await planted((lines) => {
    lines[4].gameHash = sha256('another');
  });
  assert.equal(report.verdict, 'broken');
  assert.deepEqual(at(report, 5), ['COMMITMENT', 'CRASH']);
  assert.deepEqual(at(report, 6), ['CHAIN']);
});

test('a changed beacon is named: its signature, its round, one of another round', async () => {
  const signature = await planted((lines) => {
    lines[4].signature = lines[5].signature;
    lines[4].crash = crashOf(lines[4].signature, lines[4].gameHash);
  });
  assert.deepEqual(at(signature, 5), ['BEACON']);
  const number = await planted((lines) => {
    lines[4].beaconRound += 1;
  });
  assert.deepEqual(at(number, 5), ['BEACON_TIME', 'BEACON']);
  const chosen = await planted((lines) => {
    lines[4].beaconRound += 1;
    lines[4].signature = sign(lines[4].beaconRound);
    lines[4].crash = crashOf(lines[4].signature, lines[4].gameHash);
  });
  assert.deepEqual(at(chosen, 5), ['BEACON_TIME']);
  assert.equal(chosen.findingCount, 1);
});

test('a changed multiplier is named, of a void too', async () => {
  for (const line of [4, 12]) {
    const report = await planted((lines) => {
      lines[line].crash += 1;
    });
    assert.deepEqual(
      report.findings.map((one) => [one.line, one.word]),
      [[line + 1, 'CRASH']],
    );
    assert.equal(report.findings[0].roundId, HONEST[line].roundId);
  }
});

test('a changed order is named: swapped, doubled, left out, over the end of a chain', async () => {
  const swapped = await planted((lines) => {
    [lines[4], lines[5]] = [lines[5], lines[4]];
  });
  assert.ok(at(swapped, 5).includes('ORDER') && at(swapped, 6).includes('ORDER'));
  const doubled = await planted((lines) => lines.toSpliced(5, 0, lines[4]));
  assert.ok(at(doubled, 6).includes('ORDER'));
  assert.ok(words(doubled).includes('INCOMPLETE'));
  const leftOut = await planted((lines) => lines.toSpliced(4, 1));
  assert.ok(at(leftOut, 5).includes('ORDER'));
  assert.ok(words(leftOut).includes('INCOMPLETE'));
  const beyond = await planted((lines) => {
    lines[1].length = 9;
  });
  assert.ok(at(beyond, 9).includes('ORDER'));
});

test('a chain that leads to another hash than was committed is named', async () => {
  const report = await planted((lines) => {
    lines[1].terminalHash = sha256('another');
  });
  assert.deepEqual(at(report, 3), ['CHAIN']);
  const commitment = await planted((lines) => {
    lines[5].commitment = sha256('another');
  });
  assert.deepEqual(at(commitment, 6), ['COMMITMENT', 'CHAIN']);
});

test('a chain begins after the last game of the one before, or for a reason', async () => {
  const early = (lines) => lines.toSpliced(8, 1);
  const silent = await planted((lines) => early(lines));
  assert.ok(at(silent, 9).includes('ORDER'));
  const told = await planted((lines) => {
    lines[9].reason = 'its key was changed';
    lines.at(-1).rounds -= 1;
    return early(lines);
  });
  assert.equal(told.verdict, 'holds');
  const twice = await planted((lines) => {
    lines[9].chain = 'one';
  });
  assert.ok(at(twice, 10).includes('ORDER'));
});

test('a network that only calls itself quicknet is named', async () => {
  const report = await planted((lines) => {
    lines[0].network.name = 'quicknet';
  });
  assert.deepEqual(
    report.findings.map((one) => [one.line, one.word]),
    [[1, 'NETWORK']],
  );
  assert.equal(report.network, null);
  const real = await planted((lines) => {
    lines[0].network = { ...QUICKNET };
  });
  assert.equal(real.network, 'quicknet');
  assert.equal(real.findings.filter(({ word }) => word === 'BEACON').length, 16);
});

test('a file that ends early, or goes on after its end, is named', async () => {
  const cut = await planted((lines) => lines.slice(0, -1));
  assert.deepEqual(words(cut), ['INCOMPLETE']);
  const shorter = await planted((lines) => {
    lines.at(-1).rounds -= 1;
  });
  assert.deepEqual(words(shorter), ['INCOMPLETE']);
  const longer = await planted((lines) => [...lines, lines.at(-1)]);
  assert.deepEqual(words(longer), ['ORDER']);
  const headless = await planted((lines) => lines.slice(1));
  assert.ok(at(headless, 1).includes('ORDER'));
  const second = await planted((lines) => lines.toSpliced(1, 0, lines[0]));
  assert.deepEqual(at(second, 2), ['ORDER']);
});

test('what is not of the form is refused by name', async () => {
  const round = JSON.stringify(HONEST[4]);
  for (const [text, says] of [
    ['', /no JSON/],
    ['{', /no JSON/],
    ['null', /no type/],
    ['[]', /no type/],
    ['{"type":"constructor"}', /no type/],
    ['{"type":"rounds"}', /no type/],
    [` ${round}`, /without spaces/],
    [round.replace('{', '{"game":5,'), /without spaces/],
    [round.replace('"crash":', '"crash":0'), /no JSON/],
    [round.replace(/"crash":\d+/, '"crash":150.0'), /without spaces/],
    [round.replace(/"crash":\d+/, '"crash":150.5'), /crash of round has to be a whole number/],
    [round.replace(/"crash":\d+/, '"crash":99'), /crash of round/],
    [round.replace(/"crash":\d+/, '"crash":"150"'), /crash of round/],
    [round.replace(/,"crash":\d+/, ''), /round has no crash/],
    [round.replace(/"beaconRound":\d+/, '"beaconRound":9007199254740992'), /beaconRound of round/],
    [round.replace(/"gameHash":"./, '"gameHash":"G'), /gameHash of round/],
    [round.replace('}', ',"salt":"x"}'), /not known: salt/],
    [round.replace('}', ',"__proto__":1}'), /not known: __proto__/],
    [round.replace('"round"', '"void"').replace(/,"crash":\d+/, ''), /both a signature and a crash point/],
    [round + 'x'.repeat(MAX_LINE), /more than 4096 characters/],
  ]) {
    const report = await planted((lines) => lines.with(4, text));
    assert.equal(report.verdict, 'broken', text);
    assert.deepEqual(at(report, 5), ['MALFORMED'], text);
    assert.match(report.findings[0].sentence, says, text);
  }
  for (const [member, value] of [
    ['publicKey', 'ab'],
    ['periodMs', 9],
    ['periodMs', 60_001],
    ['name', 'mainnet'],
    ['more', 1],
  ]) {
    const report = await planted((lines) => {
      lines[0].network[member] = value;
    });
    assert.deepEqual(at(report, 1), ['MALFORMED'], member);
  }
});

test('a file without rounds, or with more than are checked, is not known', async () => {
  const empty = await reportOf([HONEST[0], { type: 'end', rounds: 0 }]);
  assert.equal(empty.verdict, 'unknown');
  for (const [maxRounds, verdict] of [
    [16, 'unknown'],
    [17, 'holds'],
  ]) {
    const check = new ExportCheck(verifySignatures, { maxRounds });
    for (const line of HONEST) await check.read(JSON.stringify(line));
    const report = await check.end();
    assert.equal(report.verdict, verdict);
    assert.deepEqual(report.findings, []);
    assert.equal(report.rounds + report.voids, maxRounds);
  }
});

test('findings are counted beyond those that are told, and stand in the order of the lines', async () => {
  const lines = [HONEST[0], ...Array(2 * MAX_FINDINGS + 5).fill('{'), ...HONEST.slice(1)];
  const report = await reportOf(lines);
  assert.equal(report.findings.length, MAX_FINDINGS);
  assert.equal(report.findingCount, 2 * MAX_FINDINGS + 5);
  const order = report.findings.map(({ line }) => line);
  assert.deepEqual(
    order,
    order.toSorted((one, other) => one - other),
  );
});

test('no more than a few batches of signatures are on their way at once', async () => {
  let underway = 0;
  let most = 0;
  const slow = async (_, items) => {
    underway += 1;
    most = Math.max(most, underway);
    await new Promise((resolve) => setTimeout(resolve, 100));
    underway -= 1;
    return items.map(() => true);
  };
  const check = new ExportCheck(slow);
  await check.read(JSON.stringify(HONEST[0]));
  for (let i = 0; i < 1_000; i += 1) await check.read(JSON.stringify(HONEST[4]));
  await check.end();
  assert.ok(most > 1 && most <= 4, String(most));
});

test('a checker of signatures that fails makes no verdict', async () => {
  await assert.rejects(
    reportOf(HONEST, () => Promise.reject(new Error('gone'))),
    /gone/,
  );
});
