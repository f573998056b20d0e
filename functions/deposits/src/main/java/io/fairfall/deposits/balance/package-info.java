/** Transfers that contracts make, found by what the hot wallet's balance does not explain. */
@NullMarked
package io.fairfall.deposits.balance;

import org.jspecify.annotations.NullMarked;
