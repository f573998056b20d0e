import assert from 'node:assert/strict';
import test from 'node:test';
import { Game } from '../lib/game.js';
import { Player } from '../lib/player.js';
import { seatView } from '../lib/seat.js';
import { holds, shuffled } from './seeded.js';

const BET = { betId: '2', roundId: '1', seat: 1, stake: '100' };
const account = (version, available, locked, bets = []) => ({
  available: String(available),
  locked: String(locked),
  version,
  bets,
});
const update = (data) => ({ channel: 'account', id: data.version, type: 'balance_update', at: 0, data });

/** An API whose answers a test gives when it likes. */
class HeldApi {
  calls = [];
  get = (path) => this.#hold(path);
  operate = (path, body, key, stamp) => this.#hold(path, body, key, stamp);
  #hold(path, body, key, stamp) {
    return new Promise((answer) => this.calls.push({ path, body, key, stamp, answer }));
  }
}

function flyingGame({ crash } = {}) {
  const game = new Game();
  const terms = {
    roundId: '1',
    opensAt: 0,
    closesAt: 6_000,
    startsAt: 7_000,
    commitment: 'c',
    minStake: '1',
    maxStake: '9',
    maxProfit: '9',
  };
  game.adopt({ ...terms, phase: 'flying' });
  if (crash)
    game.apply({
      channel: 'game',
      id: 3,
      type: 'round_crash',
      at: 0,
      data: { roundId: '1', crash, crashedAt: 20_000, gameHash: 'h' },
    });
  return game;
}

test('the balance only moves to newer versions, whoever brings them', () =>
  holds(200, (random) => {
    const player = new Player(new HeldApi());
    for (const version of shuffled([1, 2, 3, 4, 5, 6], random))
      player.adopt(account(version, version * 10, 0));
    assert.deepEqual(player.balance, { available: 60n, locked: 0n, version: 6 });
  }));

test('nothing is credited or debited before the house answers', async () => {
  const api = new HeldApi();
  const player = new Player(api);
  player.adopt(account(1, 500, 0));
  const placed = player.place({ roundId: '1', seat: 1, stake: 100n, autoCashout: null });
  assert.equal(player.balance.available, 500n);
  assert.equal(seatView(player, new Game(), 1, 0).status, 'placing');
  api.calls[0].answer({ ok: true, value: { ...BET, account: account(2, 400, 100) } });
  await placed;
  assert.deepEqual(player.balance, { available: 400n, locked: 100n, version: 2 });
  assert.match(api.calls[0].key, /^1\./);
});

test('a cash-out is sent once, however often the button is pressed', async () => {
  const api = new HeldApi();
  const player = new Player(api);
  player.adopt(account(2, 400, 100, [BET]));
  const first = player.cashOut('2');
  assert.equal(await player.cashOut('2'), null);
  assert.equal(seatView(player, flyingGame(), 1, 9_000).status, 'cashing');
  api.calls[0].answer({
    ok: true,
    value: { betId: '2', multiplier: 150, payout: '150', account: account(3, 550, 0) },
  });
  await first;
  assert.equal(api.calls.length, 1);
  const { status, bet } = seatView(player, flyingGame(), 1, 9_000);
  assert.equal(status, 'won');
  assert.deepEqual(bet.outcome, { kind: 'won', multiplier: 150, payout: 150n });
});

test('a cash-out that nobody could answer keeps its stamp until somebody does', async () => {
  const api = new HeldApi();
  const player = new Player(api);
  player.adopt(account(2, 400, 100, [BET]));
  const asking = async (answer) => {
    const asked = player.cashOut('2');
    const call = api.calls.findLast(({ path }) => path.endsWith('/cashout'));
    call.answer(answer);
    await asked;
    return call.stamp;
  };
  const unknown = { ok: false, problem: { unknown: true, stamp: '1000.first' } };
  const won = { betId: '2', multiplier: 150, payout: '150', account: account(3, 550, 0) };
  assert.equal(await asking(unknown), undefined);
  assert.equal(await asking(unknown), '1000.first');
  assert.equal(await asking({ ok: true, value: won }), '1000.first');
  assert.equal(await asking({ ok: true, value: won }), undefined);
});

test('another window of the same player shows the same', () => {
  const player = new Player(new HeldApi());
  player.adopt(account(1, 500, 0));
  player.apply(update({ ...account(2, 400, 100, [BET]), kind: 'bet', bet: BET }));
  assert.equal(seatView(player, flyingGame(), 1, 9_000).status, 'flying');
  player.apply(
    update({
      ...account(3, 550, 0),
      kind: 'cashout',
      cashout: { betId: '2', multiplier: 150, payout: '150' },
    }),
  );
  assert.equal(seatView(player, flyingGame(), 1, 9_000).status, 'won');
});

test('past its target a bet waits for the end of the round, and is paid or lost by the crash', () => {
  const player = new Player(new HeldApi());
  const bet = { ...BET, autoCashout: 200 };
  player.adopt(account(2, 400, 100, [bet]));
  assert.equal(seatView(player, flyingGame(), 1, 7_000 + 11_552).status, 'flying');
  assert.equal(seatView(player, flyingGame(), 1, 7_000 + 11_553).status, 'target');
  assert.equal(seatView(player, flyingGame({ crash: 200 }), 1, 20_100).status, 'settling');
  assert.equal(player.awaitsPayment(flyingGame({ crash: 200 })), true);
  assert.equal(seatView(player, flyingGame({ crash: 199 }), 1, 20_100).status, 'lost');
  assert.equal(player.awaitsPayment(flyingGame({ crash: 199 })), false);
});

test('a cash-out under way when the round crashes is not called lost', () => {
  const player = new Player(new HeldApi());
  player.adopt(account(2, 400, 100, [BET]));
  player.cashOut('2');
  assert.equal(seatView(player, flyingGame({ crash: 150 }), 1, 20_100).status, 'cashing');
});

test('a settled loss, a settled win and a returned stake are told apart', () => {
  const closes = [
    { betId: '2', payout: '0' },
    { betId: '3', multiplier: 150, payout: '150' },
    { betId: '4', multiplier: 100, payout: '100' },
  ];
  const player = new Player(new HeldApi());
  const bets = closes.map(({ betId }, index) => ({ ...BET, betId, seat: index + 1 }));
  player.adopt(account(4, 0, 300, bets));
  player.apply(update({ ...account(5, 250, 0), kind: 'settle', closes }));
  assert.deepEqual(
    [1, 2, 3].map((seat) => player.betOn(seat).outcome.kind),
    ['lost', 'won', 'refunded'],
  );
});

test('the result of a bet that closed unseen is looked up', async () => {
  const api = new HeldApi();
  const player = new Player(api);
  player.adopt(account(2, 400, 100, [BET]));
  player.adopt(account(3, 550, 0));
  assert.equal(api.calls.length, 1);
  api.calls[0].answer({
    ok: true,
    value: { entries: [{ version: 3, cashout: { betId: '2', multiplier: 150, payout: '150' }, closes: [] }] },
  });
  await new Promise((done) => setTimeout(done));
  assert.equal(player.betOn(1).outcome.payout, 150n);
});

test('an answer that comes after another player sat down is a stranger’s', async () => {
  const api = new HeldApi();
  const player = new Player(api);
  player.adopt(account(1, 500, 0));
  const placed = player.place({ roundId: '1', seat: 1, stake: 100n, autoCashout: null });
  player.clear();
  api.calls[0].answer({ ok: true, value: { ...BET, account: account(2, 400, 100) } });
  await placed;
  assert.equal(player.balance, null);
  assert.equal(player.betOn(1), null);
});
