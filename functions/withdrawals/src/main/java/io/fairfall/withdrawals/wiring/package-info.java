/** What the function is made of, from its environment. */
@NullMarked
package io.fairfall.withdrawals.wiring;

import org.jspecify.annotations.NullMarked;
