/**
 * Bets, cashouts, accounts and rounds over both APIs. {@link io.fairfall.crashapi.CrashApiHandler}
 * wires it; the rules themselves are in {@code io.fairfall.ledger}.
 */
@NullMarked
package io.fairfall.crashapi;

import org.jspecify.annotations.NullMarked;
