/**
 * The answer to a hello: how a client that knows something, or nothing, comes to know everything.
 * {@link io.fairfall.feed.greeting.Greeting} is the door, and says why nothing falls between.
 */
@NullMarked
package io.fairfall.feed.greeting;

import org.jspecify.annotations.NullMarked;
