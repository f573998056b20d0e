/** What several nodes say of the wallet and of its transactions, as one answer. */
@NullMarked
package io.fairfall.withdrawals.nodes;

import org.jspecify.annotations.NullMarked;
