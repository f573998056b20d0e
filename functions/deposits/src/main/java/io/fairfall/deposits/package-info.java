/**
 * Deposits: every wei that is sent to the house is credited once, through reorganisations, lying
 * nodes and restarts.
 *
 * <p>The rules are pure: {@link io.fairfall.deposits.Deposits} says what in a block is a deposit,
 * {@link io.fairfall.deposits.Walk} what a cursor becomes when the chain grows or takes blocks
 * back. {@link io.fairfall.deposits.Follower} asks the chain and carries decisions out.
 */
@NullMarked
package io.fairfall.deposits;

import org.jspecify.annotations.NullMarked;
