import assert from 'node:assert/strict';
import test from 'node:test';
import { fieldOf, instantOf, likelyKickoff, weekOf, weekWith } from '../league/weeks.js';

const NEW_YORK = { zone: 'America/New_York', firstDay: 'tuesday' };

test('a week begins at midnight in the zone of the pool', () => {
  assert.equal(weekOf(Date.parse('2026-11-22T18:00:00Z'), NEW_YORK), '2026-11-17');
  assert.equal(weekOf(Date.parse('2026-11-24T04:59:59Z'), NEW_YORK), '2026-11-17');
  assert.equal(weekOf(Date.parse('2026-11-24T05:00:00Z'), NEW_YORK), '2026-11-24');
  assert.equal(weekOf(Date.parse('2026-11-24T05:00:00Z'), { zone: 'UTC', firstDay: 'sunday' }), '2026-11-22');
  assert.equal(weekOf(0, { zone: 'Middle-earth/Shire', firstDay: 'sunday' }), null);
});

test('any date names the week that it is in, and anything else none', () => {
  assert.equal(weekWith('2026-11-17', 'tuesday'), '2026-11-17');
  assert.equal(weekWith('2026-11-23', 'tuesday'), '2026-11-17');
  assert.equal(weekWith('2027-01-01', 'saturday'), '2026-12-26');
  for (const text of ['', 'now', '2026-13-45', '20261117', '2026-11-17T00:00']) {
    assert.equal(weekWith(text, 'tuesday'), null);
  }
});

test('a kickoff that nobody has changed is the same instant, with its seconds, and in the hour that comes twice', () => {
  const before = process.env.TZ;
  process.env.TZ = 'America/New_York';
  try {
    // The clocks go back at 06:00 UTC: 05:30 and 06:30 are both half past one.
    for (const text of ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z', '2026-11-08T18:00:59.999Z']) {
      const ms = Date.parse(text);
      assert.equal(instantOf(fieldOf(ms), ms), ms);
    }
    assert.equal(fieldOf(Date.parse('2026-11-01T05:30:00Z')), fieldOf(Date.parse('2026-11-01T06:30:00Z')));
    const [noon, one] = ['2026-11-08T17:00:59Z', '2026-11-08T18:00:00Z'].map(Date.parse);
    assert.equal(instantOf(fieldOf(one), noon), one, 'what was changed is what is written there');
    assert.ok(Number.isNaN(instantOf('', noon)));
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

test('a kickoff is proposed by the house’s clock', () => {
  const now = Date.parse('2026-11-08T17:20:00Z');
  assert.equal(likelyKickoff('2026-11-03', true, now), Date.parse('2026-11-08T21:00:00Z'));
});
