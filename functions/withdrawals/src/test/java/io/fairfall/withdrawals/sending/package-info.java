/** What halts payouts, by itself. */
@NullMarked
package io.fairfall.withdrawals.sending;

import org.jspecify.annotations.NullMarked;
