import assert from 'node:assert/strict';
import test from 'node:test';
import { Board } from '../lib/board.js';
import { holds, shuffled } from './seeded.js';

/** The life of some bets, as facts in the order in which they happened. */
function factsOf(random) {
  const facts = [];
  for (let player = 0; player < 6; player += 1) {
    const name = `0x${player}`;
    let version = 1 + Math.floor(random() * 5);
    for (const seat of [1, 2]) {
      const bet = { player: name, betId: String(version), seat, stake: String(100 * seat) };
      facts.push({ ...bet, version: version++, kind: 'bet' });
      if (random() < 0.4)
        facts.push({ ...bet, version: version++, kind: 'cashout', multiplier: 150, payout: '150' });
      else if (random() < 0.5) {
        facts.push({ ...bet, version: version++, kind: 'close', payout: '0' });
        // A cash-out that came in time, judged late, corrects the loss.
        if (random() < 0.5)
          facts.push({ ...bet, version: version++, kind: 'cashout', multiplier: 120, payout: '120' });
      }
    }
  }
  return facts;
}

test('the board is the same in whatever order, batches and repetitions the facts come', () =>
  holds(300, (random) => {
    const facts = factsOf(random);
    const [straight, tangled] = [new Board(), new Board()];
    straight.merge('9', facts);
    for (const fact of shuffled([...facts, ...facts.filter(() => random() < 0.5)], random))
      tangled.merge('9', [fact]);
    assert.deepEqual(tangled.rows('9'), straight.rows('9'));
  }));

test('the latest outcome of a bet stands', () => {
  const board = new Board();
  const bet = { player: '0xa', betId: '3', seat: 1, stake: '100' };
  board.merge('1', [{ ...bet, version: 5, kind: 'cashout', multiplier: 130, payout: '130' }]);
  board.merge('1', [{ ...bet, version: 4, kind: 'close', payout: '0' }]);
  assert.equal(board.rows('1')[0].payout, 130n);
});

test('two players may have bets of the same id', () => {
  const board = new Board();
  const bet = { version: 2, kind: 'bet', betId: '2', seat: 1, stake: '5' };
  board.merge('1', [
    { ...bet, player: '0xa' },
    { ...bet, player: '0xb' },
  ]);
  assert.equal(board.rows('1').length, 2);
});

test('old rounds are forgotten', () => {
  const board = new Board();
  const fact = { player: '0xa', version: 2, kind: 'bet', betId: '2', seat: 1, stake: '5' };
  for (const round of ['9', '10', '11', '12']) board.merge(round, [fact]);
  assert.equal(board.rows('9').length, 0);
  assert.equal(board.rows('12').length, 1);
});
