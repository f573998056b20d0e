/** The sender on a real chain and on a scripted node, killed wherever it can be. */
@NullMarked
package io.fairfall.withdrawals;

import org.jspecify.annotations.NullMarked;
