/** How operators adjust accounts: proposed, above a bound approved by a second one, done once. */
@NullMarked
package io.fairfall.treasury.adjustments;

import org.jspecify.annotations.NullMarked;
