/**
 * A public randomness beacon, as values: which network, which round at which time, what it signs,
 * and where a game crashes by it. No clock, no network, no curve: {@code beacon-client} has those.
 */
@NullMarked
package io.fairfall.beacon;

import org.jspecify.annotations.NullMarked;
