/**
 * Checking an export of rounds line by line, with nothing of the house but the file. Its form is
 * docs/reference/fairness-export.md; each finding has a word of there.
 *
 * What a file cannot prove is that its terminal hashes are those that were published before the first
 * bet: they are in the report, to be compared.
 * @module
 */

import { crashOfBeacon, knownAs, messageOf, roundFor } from './beacon.js';
import { lineOf } from './fairness-lines.js';
import { nextLink } from './fairness.js';

/** @typedef {import('./fairness-lines.js').Line} Line */
/** @typedef {import('./fairness-lines.js').RoundLine} RoundLine */

/**
 * @typedef {object} Finding
 * @property {number} line from 1
 * @property {string} word
 * @property {string} sentence
 * @property {string} [roundId]
 */

/**
 * @typedef {object} ChainSeen
 * @property {string} chain
 * @property {string} terminalHash what was committed before the first bet
 * @property {number} first its first game here
 * @property {number} last its last one
 */

/**
 * @typedef {object} Report
 * @property {'holds' | 'broken' | 'unknown'} verdict unknown: the file was not checked to its end
 * @property {'quicknet' | 'development' | null} network whose key it is
 * @property {number} rounds flown
 * @property {number} voids
 * @property {ChainSeen[]} chains
 * @property {Finding[]} findings the first 1,000
 * @property {number} findingCount all of them
 */

export const MAX_ROUNDS = 200_000;
export const MAX_FINDINGS = 1_000;
const BATCH = 128;
const MAX_BATCHES = 4;

/** @typedef {{ line: number, roundId: string, message: Uint8Array, signature: string }} Signed */

export class ExportCheck {
  #verifySignatures;
  #progress;
  #maxRounds;
  /** @type {Finding[]} */
  #findings = [];
  #findingCount = 0;
  #line = 0;
  #rounds = 0;
  #voids = 0;
  #overfull = false;
  #ended = false;
  /** @type {import('./beacon.js').BeaconNetwork | null} */
  #network = null;
  /** @type {'quicknet' | 'development' | null} */
  #known = null;
  /** @type {ChainSeen[]} */
  #chains = [];
  /** @type {{ chain: string, terminalHash: string, length: number } | null} */
  #chain = null;
  /** @type {RoundLine | null} */
  #before = null;
  /** The round before, if it is of the same chain. @type {RoundLine | null} */
  #linked = null;
  /** @type {Signed[]} */
  #signed = [];
  /** @type {Promise<void>[]} */
  #underway = [];

  /**
   * @param {import('./beacon.js').VerifySignatures} verifySignatures
   * @param {object} [options]
   * @param {(rounds: number) => void} [options.progress] told after each batch whose signatures are checked
   * @param {number} [options.maxRounds] beyond so many, whether the file holds is not known
   */
  constructor(verifySignatures, { progress = () => {}, maxRounds = MAX_ROUNDS } = {}) {
    this.#verifySignatures = verifySignatures;
    this.#progress = progress;
    this.#maxRounds = maxRounds;
  }

  /**
   * Checks the next line; the lines come in the file's order, one at a time.
   * @param {string} text without its end
   */
  async read(text) {
    if (this.#overfull) return;
    this.#line += 1;
    const read = lineOf(text);
    if ('problem' in read) this.#find('MALFORMED', read.problem);
    else await this.#take(read.line);
  }

  /** @returns {Promise<Report>} after the last line */
  async end() {
    await this.#send();
    await Promise.all(this.#underway);
    if (!this.#ended && !this.#overfull) {
      this.#line += 1;
      this.#find('INCOMPLETE', 'The file ends before its last line, "end".');
    }
    this.#findings.sort((a, b) => a.line - b.line);
    const empty = this.#rounds + this.#voids === 0;
    return {
      verdict: this.#findingCount > 0 ? 'broken' : this.#overfull || empty ? 'unknown' : 'holds',
      network: this.#known,
      rounds: this.#rounds,
      voids: this.#voids,
      chains: this.#chains,
      findings: this.#findings.slice(0, MAX_FINDINGS),
      findingCount: this.#findingCount,
    };
  }

  /**
   * @param {string} word
   * @param {string} sentence
   * @param {{ line?: number, roundId?: string }} [where]
   */
  #find(word, sentence, { line = this.#line, roundId } = {}) {
    this.#findingCount += 1;
    // signatures are answered late: some room is left for findings of lines before
    if (this.#findings.length < 2 * MAX_FINDINGS) this.#findings.push({ line, word, sentence, roundId });
  }

  /** @param {Line} line */
  async #take(line) {
    if (this.#ended) {
      this.#find('ORDER', 'There is a line after the last one.');
    } else if ((line.type === 'fairness_export') !== (this.#line === 1)) {
      this.#find('ORDER', 'The first line, and no other, is "fairness_export".');
    } else if (line.type === 'fairness_export') {
      await this.#begin(line.network);
    } else if (line.type === 'chain') {
      this.#beginChain(line);
    } else if (line.type === 'end') {
      this.#finish(line.rounds);
    } else {
      await this.#round(line);
    }
  }

  /** @param {import('./beacon.js').BeaconNetwork} network */
  async #begin(network) {
    this.#network = network;
    this.#known = await knownAs(network);
    if (this.#known === null) {
      this.#find('NETWORK', `The network calls itself ${network.name} and has not its facts.`);
    }
  }

  /** @param {{ chain: string, terminalHash: string, length: number, reason?: string }} line */
  #beginChain(line) {
    const unfinished =
      this.#chain !== null && this.#linked !== null && this.#linked.game < this.#chain.length;
    if (unfinished && line.reason === undefined) {
      this.#find('ORDER', 'A new chain begins before the last game of the one before, without a reason.');
    }
    if (this.#chains.some((one) => one.chain === line.chain)) {
      this.#find('ORDER', `The chain ${line.chain} begins twice.`);
    }
    this.#chain = line;
    this.#linked = null;
    if (this.#chains.length < MAX_FINDINGS) {
      this.#chains.push({ chain: line.chain, terminalHash: line.terminalHash, first: 0, last: 0 });
    } else {
      this.#overfull = true;
    }
  }

  /** @param {number} rounds */
  #finish(rounds) {
    this.#ended = true;
    const there = this.#rounds + this.#voids;
    if (rounds !== there) {
      this.#find('INCOMPLETE', `The last line counts ${rounds} rounds, and there are ${there}.`);
    }
  }

  /** @param {RoundLine} round */
  async #round(round) {
    if (this.#rounds + this.#voids === this.#maxRounds) {
      this.#overfull = true;
      return;
    }
    if (round.type === 'void') this.#voids += 1;
    else this.#rounds += 1;
    this.#checkOrder(round);
    await this.#checkLinks(round);
    await this.#checkOutcome(round);
    this.#before = round;
    this.#linked = round;
  }

  /** @param {RoundLine} round */
  #checkOrder(round) {
    const { roundId } = round;
    const before = this.#before;
    if (before !== null) {
      const later =
        BigInt(roundId) > BigInt(before.roundId) &&
        round.closesAt > before.closesAt &&
        round.beaconRound > before.beaconRound;
      if (!later) {
        this.#find('ORDER', 'It is not later than the round before: id, close and beacon rise.', { roundId });
      }
    }
    if (this.#chain === null || round.chain !== this.#chain.chain) {
      this.#find('ORDER', `It plays the chain ${round.chain}, which did not begin last.`, { roundId });
    } else if (round.game > this.#chain.length) {
      this.#find('ORDER', `Its chain has ${this.#chain.length} games, and this is game ${round.game}.`, {
        roundId,
      });
    } else if (this.#linked !== null && round.game !== this.#linked.game + 1) {
      this.#find('ORDER', `It is game ${round.game} after game ${this.#linked.game}.`, { roundId });
    }
  }

  /** @param {RoundLine} round */
  async #checkLinks(round) {
    const { roundId } = round;
    if ((await nextLink(round.gameHash)) !== round.commitment) {
      this.#find('COMMITMENT', 'Its game hash does not hash to its commitment.', { roundId });
    }
    if (this.#linked !== null) {
      if (round.commitment !== this.#linked.gameHash) {
        this.#find('CHAIN', 'Its commitment is not the hash of the game before.', { roundId });
      }
    } else if (this.#chain !== null && round.game <= this.#chain.length) {
      let link = round.commitment;
      for (let game = 1; game < round.game; game += 1) link = await nextLink(link);
      if (link !== this.#chain.terminalHash) {
        this.#find('CHAIN', 'Its commitment does not lead to the terminal hash of its chain.', { roundId });
      }
    }
    const seen = this.#chains.at(-1);
    if (seen !== undefined) {
      if (seen.first === 0) seen.first = round.game;
      seen.last = round.game;
    }
  }

  /** @param {RoundLine} round */
  async #checkOutcome(round) {
    const { roundId, signature, crash } = round;
    if (this.#network !== null && roundFor(this.#network, round.closesAt) !== round.beaconRound) {
      this.#find('BEACON_TIME', 'Its beacon is not the first one 300 ms after its bets closed.', { roundId });
    }
    if (signature === undefined || crash === undefined) return;
    if ((await crashOfBeacon(signature, round.gameHash)) !== crash) {
      this.#find('CRASH', 'Its crash point does not follow from its game hash and beacon.', { roundId });
    }
    const message = await messageOf(round.beaconRound);
    this.#signed.push({ line: this.#line, roundId, message, signature });
    if (this.#signed.length === BATCH) await this.#send();
  }

  /** Hands a batch of signatures on, and waits where too many are on their way. */
  async #send() {
    const network = this.#network;
    const batch = this.#signed;
    this.#signed = [];
    if (batch.length === 0 || network === null) return;
    const answer = Promise.resolve(this.#verifySignatures(network.publicKey, batch)).then((valid) => {
      batch.forEach(({ line, roundId }, at) => {
        const sentence = "Its signature is not the beacon's of that round.";
        if (valid[at] !== true) this.#find('BEACON', sentence, { line, roundId });
      });
      this.#underway = this.#underway.filter((one) => one !== answer);
      this.#progress(this.#rounds + this.#voids);
    });
    this.#underway.push(answer);
    if (this.#underway.length >= MAX_BATCHES) await Promise.race(this.#underway);
  }
}
