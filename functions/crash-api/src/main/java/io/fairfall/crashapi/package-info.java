/**
 * Bets, cashouts, accounts and rounds over both APIs. {@link io.fairfall.crashapi.CrashApiHandler}
 * wires it. When a cashout counts is decided in {@link io.fairfall.crashapi.ArrivalStamp}; the
 * rules are in {@code io.fairfall.crash.bets}, those of money and limits in {@code
 * io.fairfall.ledger}.
 */
@NullMarked
package io.fairfall.crashapi;

import org.jspecify.annotations.NullMarked;
