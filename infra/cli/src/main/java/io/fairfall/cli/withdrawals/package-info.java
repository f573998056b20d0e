/** {@code ./fairfall withdrawals}: the queue of payouts, and what operators say about them. */
@NullMarked
package io.fairfall.cli.withdrawals;

import org.jspecify.annotations.NullMarked;
