/**
 * The answer to a hello: how a client that knows something, or nothing, comes to know everything.
 * {@link io.fairfall.realtime.recovery.HelloHandler} is the door, and says why nothing falls
 * between.
 */
@NullMarked
package io.fairfall.realtime.recovery;

import org.jspecify.annotations.NullMarked;
