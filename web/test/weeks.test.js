import assert from 'node:assert/strict';
import test from 'node:test';
import { weekOf, weekWith } from '../league/weeks.js';

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
