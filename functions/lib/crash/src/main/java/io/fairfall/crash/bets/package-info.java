/**
 * Bets and cashouts of the crash game: the rules by which stakes are held and released, and what
 * the world is told of them. {@link io.fairfall.crash.bets.CrashGame} is the door to the ledger. A
 * bet is decided in {@link io.fairfall.crash.bets.BetRule}, a cashout in {@link
 * io.fairfall.crash.bets.CashoutRule}, the end of a bet in {@link
 * io.fairfall.crash.bets.BetSettlement}.
 */
@NullMarked
package io.fairfall.crash.bets;

import org.jspecify.annotations.NullMarked;
