/**
 * A bet by itself: slip, legs, odds, stake, what its legs' results come to, and standings over
 * many.
 */
@NullMarked
package io.fairfall.betlog.bets;

import org.jspecify.annotations.NullMarked;
