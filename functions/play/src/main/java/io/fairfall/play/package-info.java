/**
 * Bets, cashouts, accounts and rounds over both APIs. {@link io.fairfall.play.Play} wires it; the
 * rules themselves are in {@code io.fairfall.ledger}.
 */
@NullMarked
package io.fairfall.play;

import org.jspecify.annotations.NullMarked;
