/**
 * The way of an event to all who follow its topic: shares, workers, one queue for each connection,
 * the line that posts, and what is noted of it. {@link
 * io.fairfall.realtime.delivery.FanoutDispatcher} is the door for one event, {@link
 * io.fairfall.realtime.delivery.DualPathBroadcast} for what is announced and streamed.
 */
@NullMarked
package io.fairfall.realtime.delivery;

import org.jspecify.annotations.NullMarked;
