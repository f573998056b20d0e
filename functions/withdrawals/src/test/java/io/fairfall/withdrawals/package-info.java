@NullMarked
package io.fairfall.withdrawals;

import org.jspecify.annotations.NullMarked;
