/**
 * The way of an event to all who follow its topic: shares, workers, one queue for each connection,
 * the line that posts, and what is noted of it. {@link io.fairfall.feed.delivery.Delivery} is the
 * door.
 */
@NullMarked
package io.fairfall.feed.delivery;

import org.jspecify.annotations.NullMarked;
