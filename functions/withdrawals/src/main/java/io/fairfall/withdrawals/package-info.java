/**
 * Payouts on their way to the chain: each is paid once or given back once, whatever fails. {@code
 * docs/concepts/withdrawals.md} tells how.
 */
@NullMarked
package io.fairfall.withdrawals;

import org.jspecify.annotations.NullMarked;
