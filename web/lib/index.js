/**
 * The browser's side of Fairfall. Most of it hangs on one {@link FairfallClient}; what it is made of can be
 * used by itself.
 * @module
 */

/**
 * @typedef {import('./api.js').Answer<any>} Answer
 * @typedef {import('./api.js').Problem} Problem
 * @typedef {import('./bet-log.js').LoggedBet} LoggedBet
 * @typedef {import('./game.js').Phase} Phase
 * @typedef {import('./game.js').Round} Round
 * @typedef {import('./own-bets.js').OwnBet} OwnBet
 * @typedef {import('./player.js').Wish} Wish
 * @typedef {import('./balance.js').Balance} Balance
 * @typedef {import('./sync.js').State} State
 * @typedef {import('./telemetry.js').Counters} Counters
 * @typedef {import('./telemetry.js').Trace} Trace
 * @typedef {import('./wallet.js').Wallet} Wallet
 */

export { Api, operationKey } from './api.js';
export { BetLog } from './bet-log.js';
export { transportOf } from './transport.js';
export { Clock } from './clock.js';
export { elapsedTo, formatMultiplier, heightAt, multiplierAt, parseMultiplier } from './curve.js';
export { crashOf, isNextGame, nextLink, verify, verifyChain } from './fairness.js';
export { Game } from './game.js';
export { FairfallClient } from './client.js';
export { compareOdds, formatOdds, oddsIn, parseOdds } from './odds.js';
export { Outbox } from './outbox.js';
export { withPending } from './pending.js';
export { Player } from './player.js';
export { seatView } from './seat.js';
export { Session } from './session.js';
export { storageOf } from './storage.js';
export { Signal } from './store.js';
export { Sync } from './sync.js';
export { Telemetry, traceWhereAsked } from './telemetry.js';
export { DevelopmentWallet, findWallets, signIn, watchWallets } from './wallet.js';
export { formatEther, parseEther, parseWei, payoutOf, WEI_PER_ETHER } from './wei.js';
export { watchWindow } from './window.js';
