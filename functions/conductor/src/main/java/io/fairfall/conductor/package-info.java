/**
 * Who runs the rounds and who settles them.
 *
 * <p>{@link io.fairfall.conductor.Conductor} opens, starts and ends rounds at their instants.
 * {@link io.fairfall.conductor.NextStep} decides what is due and knows no store; {@link
 * io.fairfall.conductor.Rounds} does it; {@link io.fairfall.conductor.Shift} says who does it, and
 * until when. {@link io.fairfall.conductor.Settler} pays what a round owes to players who do not
 * come back for it.
 */
@NullMarked
package io.fairfall.conductor;

import org.jspecify.annotations.NullMarked;
