/** One look at all payouts that may have something left to do, and what is done about each. */
@NullMarked
package io.fairfall.withdrawals.sending;

import org.jspecify.annotations.NullMarked;
