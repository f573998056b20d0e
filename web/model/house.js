/**
 * A house that keeps the protocol and promises nothing else: journals by channel, hellos answered with
 * `ok`, `replay` or `snapshot`, and a network between it and everybody that loses, doubles, delays and
 * reorders as a run wants it.
 * @module
 */

const MAX_REPLAY = 12;
const WEEK = 'week:pool:2026-11-16';
const MAX_ROUNDS_REMEMBERED = 40;

export { WEEK };

export class ModelHouse {
  epoch = 0;
  up = true;
  http = true;
  /** Whether sockets can be opened at all. */
  reachable = true;
  /** Whether every connection is cut soon after its hello. */
  flapping = false;
  weather = { lose: 0, double: 0, lateMs: 0, slowMs: 0, stale: false };
  lines = new Set();
  dials = 0;
  #time;
  #random;

  constructor(time, random) {
    this.#time = time;
    this.#random = random;
    this.begin();
  }

  /** A history that knows nothing of the one before. */
  begin() {
    this.epoch += 1;
    this.journals = new Map([
      ['game', []],
      ['rounds', []],
      [WEEK, []],
      ['account:alice', []],
      ['account:bob', []],
    ]);
    this.bets = new Map();
    this.#appendGame();
  }

  /** @param {'game' | 'rounds' | 'week' | 'alice' | 'bob'} where */
  append(where) {
    if (where === 'game') this.#appendGame();
    else if (where === 'rounds') this.#appendFacts();
    else if (where === 'week') this.#appendWeek();
    else this.#appendEntry(where);
  }

  /** The round that the newest entry of the game is about. */
  get round() {
    return this.journals.get('game').at(-1).data.roundId;
  }

  #appendGame() {
    const game = this.journals.get('game');
    const turn = game.length % 3;
    const id = game.length + 1;
    const roundId = String(turn === 0 ? id : id - turn);
    const at = this.#time.now;
    const terms = { opensAt: at, closesAt: at, startsAt: at, commitment: 'c', minStake: '1', maxStake: '9' };
    const data = [
      { roundId, ...terms, maxProfit: '9' },
      { roundId, startsAt: at },
      { roundId, crash: 100 + id, crashedAt: at, gameHash: 'h' },
    ][turn];
    this.#tell('game', {
      channel: 'game',
      id,
      type: ['round_open', 'round_start', 'round_crash'][turn],
      data,
    });
  }

  #appendFacts() {
    const { round } = this;
    const id = this.#facts(round).length + 1;
    const fact = { player: 'x', version: id, kind: 'bet', betId: `${round}.${id}`, seat: 1, stake: '1' };
    const data = { roundId: round, facts: [fact] };
    this.#tell('rounds', { channel: 'rounds', round, id, type: 'bets', data });
  }

  #facts(round) {
    return this.journals.get('rounds').filter((event) => event.round === round);
  }

  #appendWeek() {
    const id = this.journals.get(WEEK).length + 1;
    const betId = `b${id % 4}`;
    const bet = { betId, id };
    const type = !this.bets.has(betId) ? 'bet_created' : id % 3 === 0 ? 'bet_deleted' : 'bet_updated';
    if (type === 'bet_deleted') this.bets.delete(betId);
    else this.bets.set(betId, bet);
    const data = { type, data: bet, weekKey: '2026-11-16', timestamp: id, updateType: 'edit' };
    this.#tell(WEEK, { channel: WEEK, id, type, data });
  }

  #appendEntry(player) {
    const id = this.journals.get(`account:${player}`).length + 1;
    const data = { kind: 'deposit', player, ...this.#account(player, id) };
    this.#tell(`account:${player}`, { channel: 'account', id, type: 'balance_update', data });
  }

  #account(player, version) {
    return { player, available: String(version * 10), locked: '0', version, bets: [] };
  }

  #tell(topic, event) {
    const whole = { ...event, at: this.#time.now };
    this.journals.get(topic).push(whole);
    for (const line of this.lines) if (line.topics.has(topic)) this.#send(line, whole);
  }

  /** Cuts connections, all or one; what was under way is lost. */
  cut(which = null) {
    const lines = [...this.lines];
    for (const line of which === null ? lines : lines.slice(which, which + 1)) this.#end(line);
  }

  /** Says goodbye to everybody, and means it. */
  goodbye(reason) {
    for (const line of [...this.lines]) {
      this.#deliver(line, { type: 'goodbye', reason });
      this.#end(line);
    }
  }

  /** A line for a player, or for a spectator: `player` is what the ticket said. */
  accept(player) {
    this.dials += 1;
    const line = { player, topics: new Set(), open: false, ended: false, onopen: null, onclose: null };
    line.onmessage = null;
    line.send = (text) => this.#carry(() => this.#receive(line, JSON.parse(text)));
    line.close = () => this.#end(line, false);
    this.#time.after(5 + this.#random() * 50, () => {
      if (!this.up || !this.reachable) return this.#end(line);
      if (line.ended) return;
      line.open = true;
      this.lines.add(line);
      line.onopen?.();
    });
    return line;
  }

  /** What a poll finds, as slow as everything else; null where nothing answers. */
  async read(look) {
    const { epoch } = this;
    const found = this.up && this.http ? structuredClone(look(this)) : null;
    await new Promise((done) => this.#time.after(1 + this.#late() + this.weather.slowMs, done));
    return this.epoch === epoch ? found : null;
  }

  week() {
    return { revision: this.journals.get(WEEK).length, bets: [...this.bets.values()] };
  }

  #end(line, told = true) {
    if (line.ended) return;
    line.ended = true;
    this.lines.delete(line);
    if (told) line.onclose?.();
  }

  #receive(line, message) {
    if (!line.open || line.ended || !this.up) return;
    const { requestId } = message;
    if (message.action === 'ping') {
      const positions = {};
      for (const topic of line.topics) positions[channelOf(topic)] = this.#position(topic);
      this.#send(line, { type: 'pong', requestId, serverTime: this.#time.now, positions });
      return;
    }
    const channels = {};
    for (const channel of message.channels) {
      const topic = channel === 'account' ? `account:${line.player}` : channel;
      if (!this.journals.has(topic)) {
        this.#send(line, { type: 'error', requestId, problem: { code: 'FORBIDDEN' } });
        return;
      }
      line.topics.add(topic);
      const known = message.epoch === String(this.epoch) ? message.positions[channel] : undefined;
      channels[channel] = this.#answer(topic, known);
    }
    const ack = { type: 'hello_ack', requestId, serverTime: this.#time.now, channels };
    this.#time.after(this.#random() * this.weather.slowMs, () => this.#send(line, ack));
    if (this.flapping) this.#time.after(150, () => this.#end(line));
  }

  #position(topic) {
    return topic === 'rounds'
      ? { round: this.round, id: this.#facts(this.round).length }
      : this.journals.get(topic).length;
  }

  #answer(topic, known) {
    const position = this.#position(topic);
    const epoch = String(this.epoch);
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(position)) {
      return { status: 'ok', epoch, position };
    }
    // A copy of the head that is a moment old, as they are shared in a storm.
    if (this.weather.stale && topic !== 'rounds') return this.#whole(topic, epoch, Math.max(0, position - 2));
    const missed = known === undefined ? null : this.#missed(topic, known);
    if (missed !== null && missed.length > 0 && missed.length <= MAX_REPLAY) {
      return { status: 'replay', epoch, position, events: missed };
    }
    return this.#whole(topic, epoch, position);
  }

  /** Snapshots are shared and cached: most are a little old, and what followed comes with them. */
  #whole(topic, epoch, position) {
    const ofRounds = topic === 'rounds';
    const taken = ofRounds ? position : Math.max(0, position - Math.floor(this.#random() * 4));
    const events = ofRounds ? [] : this.journals.get(topic).slice(taken, position);
    const snapshot = this.#snapshot(topic, taken);
    return { status: 'snapshot', epoch, position, snapshot, snapshotPosition: taken, events };
  }

  #missed(topic, known) {
    if (topic !== 'rounds')
      return known > this.#position(topic) ? null : this.journals.get(topic).slice(known);
    return known.round === this.round ? this.#facts(known.round).slice(known.id) : null;
  }

  #snapshot(topic, upTo) {
    if (topic === 'game') return gameAt(this.journals.get('game').slice(0, upTo));
    if (topic === 'rounds') {
      return { roundId: this.round, facts: this.#facts(this.round).flatMap(({ data }) => data.facts) };
    }
    if (topic === WEEK) return { bets: weekAt(this.journals.get(WEEK).slice(0, upTo)) };
    return this.#account(topic.slice('account:'.length), upTo);
  }

  /** A message on its way to a browser. */
  #send(line, message) {
    this.#carry(() => this.#deliver(line, message));
  }

  /** A browser may hear what was under way although it has closed. */
  #deliver(line, message) {
    line.onmessage?.(JSON.stringify(message));
  }

  #carry(arrive) {
    const { lose, double } = this.weather;
    if (this.#random() < lose) return;
    this.#time.after(1 + this.#late(), arrive);
    if (this.#random() < double) this.#time.after(1 + this.#late(), arrive);
  }

  #late() {
    return this.#random() * this.weather.lateMs;
  }
}

function channelOf(topic) {
  return topic.startsWith('account:') ? 'account' : topic;
}

/** The state of the game after some entries, as a snapshot tells it. */
export function gameAt(entries) {
  const rounds = new Map();
  for (const { data } of entries) rounds.set(data.roundId, { ...rounds.get(data.roundId), ...data });
  const [current, ...past] = [...rounds.values()].reverse();
  if (current === undefined) return { roundId: null, phase: 'idle', last: [] };
  const turn = (entries.length - 1) % 3;
  const last = past.slice(0, MAX_ROUNDS_REMEMBERED).map(({ roundId, crash }) => ({ roundId, crash }));
  return { ...current, phase: ['open', 'flying', 'crashed'][turn], last };
}

function weekAt(entries) {
  const bets = new Map();
  for (const { data } of entries) {
    if (data.type === 'bet_deleted') bets.delete(data.data.betId);
    else bets.set(data.data.betId, data.data);
  }
  return [...bets.values()];
}
