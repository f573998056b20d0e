/**
 * The whole system in a process of its own, played with over its public port: what one function's
 * tests cannot see. Every test starts what it needs on a free port and stops it, also when it
 * fails; what the system printed is in {@code target/e2e}.
 */
@NullMarked
package io.fairfall.e2e;

import org.jspecify.annotations.NullMarked;
