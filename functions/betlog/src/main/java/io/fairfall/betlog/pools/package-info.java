/** Pools, who is in them, and how each divides time into weeks. */
@NullMarked
package io.fairfall.betlog.pools;

import org.jspecify.annotations.NullMarked;
