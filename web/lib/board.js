/**
 * The public bets of the newest rounds, merged from facts.
 *
 * Facts arrive at least once and in any order. Each is named by the player, the account version it
 * was recorded at and the bet (one entry may close two seats), so merging is a set union and the
 * result does not depend on how the facts came. Of several outcomes of one bet the latest version
 * stands: a correction follows what it corrects.
 * @module
 */

const MAX_ROUNDS = 3;

/**
 * @typedef {object} Fact as it stands in messages
 * @property {string} player
 * @property {number} version
 * @property {'bet' | 'cashout' | 'close' | 'refund'} kind
 * @property {string} betId
 * @property {number} [seat]
 * @property {string} [stake]
 * @property {number} [multiplier]
 * @property {string} [payout]
 *
 * @typedef {object} Row one bet of a round
 * @property {string} betId
 * @property {string} player
 * @property {number} seat
 * @property {bigint} stake
 * @property {number | null} multiplier hundredths, once paid
 * @property {bigint | null} payout null while open, 0 when lost
 * @property {boolean} refunded
 */

export class Board {
  /** @type {Map<string, Map<string, Fact>>} */
  #rounds = new Map();
  #omitted = { roundId: '', count: 0 };

  /**
   * @param {string} roundId
   * @param {Fact[]} facts
   */
  merge(roundId, facts) {
    let known = this.#rounds.get(roundId);
    if (!known) this.#rounds.set(roundId, (known = new Map()));
    for (const fact of facts) known.set(`${fact.player}:${fact.version}:${fact.betId}`, fact);
    this.#forgetOld();
  }

  /**
   * A snapshot may leave out the smallest bets of a crowded round.
   * @param {string} roundId
   * @param {number} count
   */
  omit(roundId, count) {
    this.#omitted = { roundId, count };
  }

  /**
   * @param {string} roundId
   * @returns {number} how many bets were left out
   */
  omitted(roundId) {
    return this.#omitted.roundId === roundId ? this.#omitted.count : 0;
  }

  /**
   * @param {string} roundId
   * @returns {Row[]} largest stake first
   */
  rows(roundId) {
    const facts = [...(this.#rounds.get(roundId)?.values() ?? [])];
    facts.sort((a, b) => a.version - b.version);
    /** @type {Map<string, Row>} */
    const rows = new Map();
    for (const fact of facts) {
      // A bet's id is its player's own; two players have bets of the same id.
      const name = `${fact.player}:${fact.betId}`;
      rows.set(name, rowAfter(rows.get(name), fact));
    }
    return [...rows.values()].sort(byStake);
  }

  #forgetOld() {
    if (this.#rounds.size <= MAX_ROUNDS) return;
    const oldest = [...this.#rounds.keys()].reduce((a, b) => (BigInt(a) < BigInt(b) ? a : b));
    this.#rounds.delete(oldest);
  }
}

/**
 * @param {Row | undefined} row
 * @param {Fact} fact
 * @returns {Row}
 */
function rowAfter(row, fact) {
  const base = row ?? {
    betId: fact.betId,
    player: fact.player,
    seat: fact.seat ?? 1,
    stake: BigInt(fact.stake ?? 0),
    multiplier: null,
    payout: null,
    refunded: false,
  };
  if (fact.kind === 'bet') return base;
  const payout = BigInt(fact.payout ?? 0);
  return {
    ...base,
    payout,
    multiplier: payout > 0n ? (fact.multiplier ?? null) : null,
    refunded: fact.kind === 'refund',
  };
}

/**
 * @param {Row} a
 * @param {Row} b
 */
function byStake(a, b) {
  if (a.stake !== b.stake) return a.stake > b.stake ? -1 : 1;
  return `${a.player}:${a.betId}` < `${b.player}:${b.betId}` ? -1 : 1;
}
