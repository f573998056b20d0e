import assert from 'node:assert/strict';
import test from 'node:test';
import { BetLog } from '../lib/bet-log.js';

const WEEK = { pool: 'friends', weekKey: '2024-12-01' };
const BET = {
  betId: '123',
  user_name: 'FLIGHTx12!',
  bet_data: {
    kind: 'parlay',
    stake: '1',
    legs: [
      { league: 'NFL', away_team: 'Team A', home_team: 'Team B', odds: '+150' },
      { league: 'NFL', away_team: 'Team C', home_team: 'Team D', odds: '-110' },
    ],
  },
  bet_status: ['open', 'open'],
  payout_data: { payout: '0' },
};

function setUp(form) {
  const log = new BetLog({ getChanged: async () => ({ ok: false, problem: {} }) }, WEEK, form);
  const heard = [];
  log.on('message', (message) => heard.push(message));
  log.adopt({ bets: [] }, 0);
  const change = (id, type, data, updateType) =>
    log.apply({
      channel: log.channel,
      id,
      type,
      at: 0,
      data: { type, data, weekKey: WEEK.weekKey, updateType, timestamp: Date.UTC(2024, 11, 1, 10, 30) },
    });
  return { log, heard, change };
}

test('an existing client hears its own words for a bet that comes, is graded and goes', () => {
  const { heard, change } = setUp({ compatible: true });
  change(1, 'bet_created', BET, 'manual');
  const graded = { betId: '123', bet_status: ['won', 'lost'], payout_data: { payout: '0' } };
  change(2, 'bet_updated', { bets: [graded] }, 'bulk_grade');
  change(3, 'bet_updated', { ...BET, bet_status: ['won', 'lost'] }, 'edit');
  change(4, 'bet_deleted', { betIds: ['123'] }, 'bulk_delete');
  const timestamp = '2024-12-01T10:30:00.000Z';
  const [created, status, edited, deleted] = heard;
  const { id, user_name, league, away_team, home_team, bet_data } = created.data;
  assert.deepEqual(
    { ...created, data: { id, user_name, league, away_team, home_team, bet_data } },
    {
      type: 'bet_created',
      data: {
        id: '123',
        user_name: 'FLIGHTx12!',
        league: 'NFL',
        away_team: 'Team A',
        home_team: 'Team B',
        bet_data: BET.bet_data,
      },
      weekKey: '2024-12-01',
      timestamp,
    },
  );
  assert.equal(status.updateType, 'status');
  assert.deepEqual(status.data.bet_status, { 0: 'won', 1: 'lost' });
  assert.deepEqual(status.data.payout_data, { payout: '0' });
  assert.equal(edited.updateType, 'edit');
  assert.deepEqual(deleted, {
    type: 'bet_deleted',
    data: { id: '123', user_name: 'FLIGHTx12!' },
    weekKey: '2024-12-01',
    timestamp,
  });
  assert.equal(heard.length, 4);
});

test('what only a whole list shows is told in the same words, as of now', () => {
  const now = () => Date.UTC(2024, 11, 2);
  const { log, heard } = setUp({ compatible: true, now });
  log.adopt({ bets: [BET] }, 1);
  log.adopt({ bets: [{ ...BET, bet_status: ['won', 'open'] }] }, 2);
  log.adopt({ bets: [] }, 3);
  assert.deepEqual(
    heard.map(({ type, updateType, timestamp }) => [type, updateType, timestamp]),
    [
      ['bet_created', undefined, '2024-12-02T00:00:00.000Z'],
      ['bet_updated', 'status', '2024-12-02T00:00:00.000Z'],
      ['bet_deleted', undefined, '2024-12-02T00:00:00.000Z'],
    ],
  );
});

test('who has not asked for it hears nothing twice', () => {
  const { heard, change } = setUp({});
  change(1, 'bet_created', BET, 'manual');
  assert.deepEqual(heard, []);
});
