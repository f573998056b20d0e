/**
 * Players by the hundred, and what they check: bots that bet and cash out as people and scripts do,
 * and an audit from outside through the public API alone. {@link io.fairfall.load.LoadCommand} is
 * the command; loopback addresses are its only targets.
 */
@NullMarked
package io.fairfall.load;

import org.jspecify.annotations.NullMarked;
