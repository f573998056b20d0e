/** Which keys are taken, and where. */
@NullMarked
package io.fairfall.withdrawals.wiring;

import org.jspecify.annotations.NullMarked;
