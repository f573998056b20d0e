/** Makes the hourly statements of what the house owes and has. */
@NullMarked
package io.fairfall.withdrawals.solvency;

import org.jspecify.annotations.NullMarked;
