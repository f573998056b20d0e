/**
 * States that are computed once and shared by all who come back at the same time: the crashes
 * before a round, and the board of its bets.
 */
@NullMarked
package io.fairfall.realtime.snapshots;

import org.jspecify.annotations.NullMarked;
