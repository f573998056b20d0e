/**
 * Players' money: what an account is, what may happen to it, and how it happens exactly once.
 *
 * <p>{@link io.fairfall.ledger.Rules} decides and knows no store; {@link
 * io.fairfall.ledger.Accounts} carries decisions out and knows no rule. A bet is decided in {@link
 * io.fairfall.ledger.BetRule}, a cashout in {@link io.fairfall.ledger.CashoutRule}.
 */
@NullMarked
package io.fairfall.ledger;

import org.jspecify.annotations.NullMarked;
