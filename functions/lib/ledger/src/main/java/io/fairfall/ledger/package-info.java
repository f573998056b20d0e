/**
 * Players' money: what an account is, what may happen to it, and how it happens exactly once.
 *
 * <p>{@link io.fairfall.ledger.Rules} decides and knows no store; {@link
 * io.fairfall.ledger.Accounts} carries decisions out and knows no rule. What a game decides of its
 * own it decides behind {@link io.fairfall.ledger.Game}.
 */
@NullMarked
package io.fairfall.ledger;

import org.jspecify.annotations.NullMarked;
