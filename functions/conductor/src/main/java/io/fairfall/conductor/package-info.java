/**
 * Who runs the rounds and who settles them.
 *
 * <p>{@link io.fairfall.conductor.Conductor} opens, starts and ends rounds at their instants.
 * {@link io.fairfall.conductor.rounds.NextAction} decides what is due and knows no store; {@link
 * io.fairfall.conductor.rounds.RoundActions} does it; {@link
 * io.fairfall.conductor.rounds.RoundLoop} says who does it, and until when. {@link
 * io.fairfall.conductor.Settler} pays what a round owes to players who do not come back for it.
 */
@NullMarked
package io.fairfall.conductor;

import org.jspecify.annotations.NullMarked;
