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

function flyingGame({ crash, maxProfit = '100000', forcedAt } = {}) {
  const game = new Game();
  const terms = {
    roundId: '1',
    opensAt: 0,
    closesAt: 6_000,
    startsAt: 7_000,
    commitment: 'c',
    minStake: '1',
    maxStake: '9',
    maxProfit,
    forcedAt,
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

test('what is cashed out by itself without a target of its own is not called lost', () => {
  const player = new Player(new HeldApi());
  player.adopt(account(2, 400, 100, [BET]));
  for (const terms of [{ maxProfit: '100' }, { forcedAt: 200 }]) {
    const flying = seatView(player, flyingGame(terms), 1, 7_000 + 11_553);
    assert.equal(flying.status, 'target');
    assert.equal(flying.target, 200);
    const crashed = flyingGame({ ...terms, crash: 200 });
    assert.equal(seatView(player, crashed, 1, 20_100).status, 'settling');
    assert.equal(player.awaitsPayment(crashed), true);
    assert.equal(player.lockedAs(crashed), 'settling');
    const below = flyingGame({ ...terms, crash: 199 });
    assert.equal(seatView(player, below, 1, 20_100).status, 'lost');
    assert.equal(player.lockedAs(below), 'lost');
  }
});

test('of a round whose flight was not seen here nobody says that a bet is lost', () => {
  const player = new Player(new HeldApi());
  player.adopt(account(2, 400, 100, [BET]));
  const game = new Game();
  game.adoptHistory([{ roundId: '1', crash: 500 }]);
  assert.equal(seatView(player, game, 1, 20_100).status, 'ended');
  assert.equal(player.lockedAs(game), 'settling');
  assert.equal(player.lockedAs(new Game()), 'play');
});

test('a cash-out under way when the round crashes is not called lost', () => {
  const player = new Player(new HeldApi());
  player.adopt(account(2, 400, 100, [BET]));
  player.cashOut('2');
  assert.equal(seatView(player, flyingGame({ crash: 150 }), 1, 20_100).status, 'cashing');
  assert.equal(player.lockedAs(flyingGame({ crash: 150 })), 'settling');
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

/** A player whose events are written down. */
function watched(api, available = 500) {
  const player = new Player(api);
  const told = [];
  for (const name of ['initialized', 'balance_updated', 'bet_confirmed', 'bet_failed', 'version_conflict']) {
    player.on(name, (detail) => told.push([name, detail.shown?.available ?? detail.problem?.code ?? null]));
  }
  player.adopt(account(1, available, 0));
  return { player, told };
}
const WISH = { roundId: '1', seat: 1, stake: 100n, autoCashout: null };
const refused = (code, more = {}) => ({ ok: false, problem: { code, unknown: false, ...more } });

test('a stake is held from the moment it is sent, and the ledger confirms it', async () => {
  const api = new HeldApi();
  const { player, told } = watched(api);
  const placed = player.place(WISH);
  assert.deepEqual(player.shown, { available: 400n, locked: 100n, version: 1 });
  assert.deepEqual(player.balance, { available: 500n, locked: 0n, version: 1 });
  api.calls[0].answer({ ok: true, value: { ...BET, account: account(2, 400, 100) } });
  await placed;
  assert.deepEqual(player.shown, { available: 400n, locked: 100n, version: 2 });
  assert.deepEqual(told, [
    ['initialized', 500n],
    ['balance_updated', 400n],
    ['balance_updated', 400n],
    ['bet_confirmed', null],
  ]);
});

test('a refused bet gives its stake back', async () => {
  const api = new HeldApi();
  const { player, told } = watched(api);
  const placed = player.place(WISH);
  api.calls[0].answer(refused('ROUND_CLOSED'));
  await placed;
  assert.equal(player.shown.available, 500n);
  assert.deepEqual(told.slice(2), [
    ['balance_updated', 500n],
    ['bet_failed', 'ROUND_CLOSED'],
  ]);
});

test('a conflict brings the newer balance, and says so', async () => {
  const api = new HeldApi();
  const { player, told } = watched(api);
  const placed = player.place({ ...WISH, expectedVersion: 1 });
  assert.equal(api.calls[0].body.expectedVersion, 1);
  api.calls[0].answer(refused('VERSION_CONFLICT', { account: account(4, 300, 50) }));
  await placed;
  assert.deepEqual(player.shown, { available: 300n, locked: 50n, version: 4 });
  assert.deepEqual(told.slice(2), [
    ['balance_updated', 300n],
    ['version_conflict', 'VERSION_CONFLICT'],
    ['bet_failed', 'VERSION_CONFLICT'],
  ]);
});

test('a bet names the version that was seen, unless something of ours is about to move it', async () => {
  const api = new HeldApi();
  const player = new Player(api);
  assert.deepEqual(player.expected, {});
  player.adopt(account(7, 500, 0));
  assert.deepEqual(player.expected, { expectedVersion: 7 });
  const first = player.place({ roundId: '1', seat: 1, stake: 100n, autoCashout: null, ...player.expected });
  assert.equal(api.calls[0].body.expectedVersion, 7);
  assert.deepEqual(player.expected, {}, 'the other seat would be refused for it');
  api.calls[0].answer({ ok: true, value: { ...BET, account: account(8, 400, 100) } });
  await first;
  assert.deepEqual(player.expected, { expectedVersion: 8 });
  player.cashOut('2');
  assert.deepEqual(player.expected, {});
});

test('a stake is taken once, also where the event comes before the answer', async () => {
  const api = new HeldApi();
  const { player } = watched(api);
  const placed = player.place(WISH);
  player.apply(update({ ...account(2, 400, 100, [BET]), kind: 'bet', bet: BET }));
  assert.deepEqual(player.shown, { available: 400n, locked: 100n, version: 2 });
  api.calls[0].answer({ ok: true, value: { ...BET, account: account(2, 400, 100) } });
  await placed;
  assert.deepEqual(player.shown, { available: 400n, locked: 100n, version: 2 });
});

test('where nobody can say what became of a bet, the account tells', async () => {
  for (const bets of [[BET], []]) {
    const api = new HeldApi();
    const { player, told } = watched(api);
    const placed = player.place(WISH);
    api.calls[0].answer(refused('UNREACHABLE', { unknown: true }));
    await new Promise((done) => setTimeout(done));
    assert.equal(player.shown.available, 400n, 'held until then');
    api.calls[1].answer({ ok: true, value: account(2, bets.length ? 400 : 500, bets.length * 100, bets) });
    await placed;
    assert.equal(player.shown.available, bets.length ? 400n : 500n);
    assert.equal(told.at(-1)[0], bets.length ? 'bet_confirmed' : 'bet_failed');
  }
});

test('whatever is asked and answered, what is shown is never more than the ledger has said', () =>
  holds(300, async (random) => {
    const api = new HeldApi();
    const { player } = watched(api, 1_000);
    let ledger = { available: 1_000, locked: 0, version: 1 };
    const said = new Map([[1, 1_000n]]);
    const bets = [];
    for (let step = 0; step < 25; step += 1) {
      const choice = random();
      if (choice < 0.35) {
        player.place({ roundId: String(step), seat: 1, stake: 10n, autoCashout: null });
      } else if (choice < 0.7 && api.calls.length > 0) {
        const [call] = api.calls.splice(Math.floor(random() * api.calls.length), 1);
        if (call.body && random() < 0.6) {
          const { available, locked, version } = ledger;
          ledger = { available: available - 10, locked: locked + 10, version: version + 1 };
          said.set(ledger.version, BigInt(ledger.available));
          const bet = { betId: String(ledger.version), ...call.body };
          bets.push(bet);
          const state = account(ledger.version, ledger.available, ledger.locked, [...bets]);
          if (random() < 0.5) player.apply(update({ ...state, kind: 'bet', bet }));
          if (random() < 0.8) call.answer({ ok: true, value: { ...bet, account: state } });
          else call.answer(refused('UNREACHABLE', { unknown: true }));
        } else if (call.body) call.answer(refused('ROUND_CLOSED'));
        else
          call.answer({
            ok: true,
            value: { ...account(ledger.version, ledger.available, ledger.locked, [...bets]), entries: [] },
          });
      }
      for (let turn = 0; turn < 5; turn += 1) await null;
      assert.ok(player.shown.available <= said.get(player.shown.version));
      assert.equal(
        player.shown.available + player.shown.locked,
        player.balance.available + player.balance.locked,
      );
    }
  }));

test('what is told of money comes with the amount in ether', async () => {
  const api = new HeldApi();
  const player = new Player(api);
  const told = [];
  for (const what of ['initialized', 'balance_updated', 'bet_confirmed', 'bet_failed', 'version_conflict'])
    player.on(what, ({ amountEth }) => told.push([what, amountEth]));
  player.adopt(account(1, 5n * 10n ** 18n, 0));
  const stake = 10n ** 16n;
  const wish = { roundId: '1', seat: 1, stake, autoCashout: null };
  const placed = player.place(wish);
  const bet = { ...BET, stake: String(stake) };
  api.calls[0].answer({ ok: true, value: { ...bet, account: account(2, 499n * 10n ** 16n, stake) } });
  await placed;
  const refused = player.place({ ...wish, seat: 2, expectedVersion: 1 });
  api.calls[1].answer({ ok: false, problem: { code: 'VERSION_CONFLICT', unknown: false } });
  await refused;
  assert.deepEqual(
    told.filter(([what]) => what !== 'balance_updated'),
    [
      ['initialized', '5'],
      ['bet_confirmed', '0.01'],
      ['version_conflict', '0.01'],
      ['bet_failed', '0.01'],
    ],
  );
  assert.equal(told.find(([what]) => what === 'balance_updated')[1], '4.99');
});
