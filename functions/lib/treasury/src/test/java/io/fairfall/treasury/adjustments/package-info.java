/** How adjustments are agreed on. */
@NullMarked
package io.fairfall.treasury.adjustments;

import org.jspecify.annotations.NullMarked;
