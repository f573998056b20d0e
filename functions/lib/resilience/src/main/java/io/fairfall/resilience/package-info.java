/**
 * How every part waits before it tries again, and how much it remembers: one backoff, one bounded
 * cache. It knows no store and no network.
 */
@NullMarked
package io.fairfall.resilience;

import org.jspecify.annotations.NullMarked;
