/**
 * Deposits: every wei that is sent to the house is credited once, through reorganisations, lying
 * nodes and restarts.
 *
 * <p>The rules are pure: {@link io.fairfall.deposits.scan.DepositRules} says what in a block is a
 * deposit, {@link io.fairfall.deposits.cursor.CursorReducer} what a cursor becomes when the chain
 * grows or takes blocks back. {@link io.fairfall.deposits.indexer.ChainFollower} asks the chain and
 * says what the cursor becomes, {@link io.fairfall.deposits.outbox.OutboxProcessor} carries out
 * what a written cursor says.
 */
@NullMarked
package io.fairfall.deposits;

import org.jspecify.annotations.NullMarked;
