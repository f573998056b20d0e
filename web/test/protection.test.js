import assert from 'node:assert/strict';
import test from 'node:test';
import { refusalText, sittingText, usedText, whenText } from '../app/limits-words.js';
import {
  compareLimits,
  judgeLimits,
  limitInTheWay,
  percentOf,
  Protection,
  readProtection,
  wanted,
} from '../lib/protection.js';

const ETHER = 10n ** 18n;
const NONE = { dayStake: null, weekStake: null, dayLoss: null, weekLoss: null };

const told = (more = {}) => ({
  limits: {},
  spending: { dayStaked: '0', dayLost: '0', weekStaked: '0', weekLost: '0' },
  reminderMinutes: 0,
  account: { available: '0', locked: '0', version: 1 },
  ...more,
});

/** An API whose answers a test gives when it likes. */
class HeldApi {
  calls = [];
  get = (path) => this.#hold(path);
  operate = (path, body, key) => this.#hold(path, body, key);
  #hold(path, body, key) {
    return new Promise((answer) => this.calls.push({ path, body, key, answer }));
  }
}

test('typed ether becomes exact wei, and what is left empty is no limit', () => {
  const judged = judgeLimits({
    dayStake: '0.1',
    weekStake: '',
    dayLoss: ' .000000000000000001',
    weekLoss: '0',
  });
  assert.deepEqual(judged, {
    ok: true,
    limits: { dayStake: ETHER / 10n, weekStake: null, dayLoss: 1n, weekLoss: 0n },
  });
});

test('what is no amount is refused at its field', () => {
  for (const text of ['x', '-1', '1e3', '1.2.3', '0.0000000000000000001', '120000000.1']) {
    const judged = judgeLimits({ dayStake: '1', weekStake: '', dayLoss: text, weekLoss: '' });
    assert.equal(judged.ok, false, text);
    assert.equal(judged.field, 'dayLoss');
  }
});

test('lower and higher are told apart, and no limit is the highest', () => {
  const counting = { dayStake: 5n, weekStake: null, dayLoss: 5n, weekLoss: 5n };
  const compared = compareLimits(counting, { dayStake: 4n, weekStake: 9n, dayLoss: null, weekLoss: 5n });
  assert.deepEqual(compared, { dayStake: 'lower', weekStake: 'lower', dayLoss: 'higher', weekLoss: 'same' });
  assert.match(whenText(compared), /lower counts at once.*in 24 hours/);
  assert.equal(whenText(compareLimits(counting, counting)), '');
});

test('a loss limit takes the open stakes for lost, and the bets in the way are named', () => {
  const state = readProtection(
    told({
      limits: { dayStake: '100', dayLoss: '50' },
      spending: { dayStaked: '60', dayLost: '-10', weekStaked: '60', weekLost: '-10' },
      account: { available: '0', locked: '20', version: 1 },
    }),
  );
  assert.equal(limitInTheWay(state, 40n), null);
  assert.equal(limitInTheWay(state, 41n), 'dayStake');
  assert.equal(limitInTheWay({ ...state, limits: { ...NONE, dayLoss: 50n } }, 41n), 'dayLoss');
  assert.match(usedText(state, 'dayLoss'), /lost today, bets in play included/);
  assert.equal(usedText(state, 'weekLoss'), 'No limit now');
  const problem = { code: 'PLAYER_LIMIT', detail: '' };
  assert.match(refusalText(problem, state, 41n), /own limit for stakes per day/);
  assert.match(refusalText({ code: 'EXCLUDED', until: 1_795_168_830_000 }, null, 1n), /break until .*2026/);
  assert.match(refusalText({ code: 'EXCLUDED' }, null, 1n), /break/);
  assert.match(refusalText({ code: 'SEAT_TAKEN' }, state, 41n), /seat/);
});

test('a bar is never past its end, and a limit of nothing is used up', () => {
  assert.equal(percentOf(0n, 10n), 0);
  assert.equal(percentOf(-5n, 10n), 0);
  assert.equal(percentOf(ETHER / 3n, ETHER), 33);
  assert.equal(percentOf(11n, 10n), 100);
  assert.equal(percentOf(0n, 0n), 100);
});

test('a break leaves limits, a waiting raise and the reminder as the house has them', async () => {
  const api = new HeldApi();
  const protection = new Protection(api, () => 7);
  const raise = { limits: { dayStake: '500' }, from: 1_000 };
  const current = told({ limits: { dayStake: '50' }, raise, reminderMinutes: 60 });
  const asked = protection.takeBreak({ coolOffDays: 1 });
  api.calls[0].answer({ ok: true, value: current });
  await new Promise((done) => setTimeout(done));
  const { path, body, key } = api.calls[1];
  assert.equal(path, '/v1/account/protection');
  assert.deepEqual(body, { limits: { dayStake: '500' }, reminderMinutes: 60, coolOffDays: 1 });
  assert.match(key, /^7\./);
  api.calls[1].answer({ ok: true, value: { ...current, coolOffUntil: 99 } });
  await asked;
  assert.equal(protection.state.coolOffUntil, 99);
  assert.deepEqual(wanted(protection.state), { ...NONE, dayStake: 500n });
});

test('an older answer, or one about another player, changes nothing', async () => {
  const api = new HeldApi();
  const protection = new Protection(api, () => 1);
  const [first, second, third] = [protection.refresh(), protection.refresh(), protection.refresh()];
  api.calls[1].answer({
    ok: true,
    value: told({ reminderMinutes: 30, account: { locked: '0', version: 5 } }),
  });
  await second;
  api.calls[0].answer({
    ok: true,
    value: told({ reminderMinutes: 10, account: { locked: '0', version: 4 } }),
  });
  await first;
  assert.equal(protection.state.reminderMinutes, 30);
  protection.clear();
  api.calls[2].answer({ ok: true, value: told() });
  await third;
  assert.equal(protection.state, null);
});

test('the reminder says how long and what came of it', () => {
  assert.equal(sittingText(60, -ETHER / 4n), 'You have been playing for 1 hour. You lost 0.25 ETH.');
  assert.equal(sittingText(90, ETHER), 'You have been playing for 1 hour and 30 minutes. You won 1 ETH.');
  assert.equal(sittingText(10, 0n), 'You have been playing for 10 minutes. You came out even.');
  assert.equal(sittingText(10, null), 'You have been playing for 10 minutes.');
});

test('a question that nobody answered is remembered until one is answered', async () => {
  const api = new HeldApi();
  const protection = new Protection(api, () => 1);
  const refused = protection.refresh();
  api.calls[0].answer({ ok: false, problem: { code: 'HTTP_429' } });
  await refused;
  assert.equal(protection.isUnanswered, true);
  const answered = protection.refresh();
  api.calls[1].answer({ ok: true, value: told({ reminderMinutes: 10 }) });
  await answered;
  assert.equal(protection.isUnanswered, false);
  assert.equal(protection.state.reminderMinutes, 10);
});
