/** Tests of the house's books. */
@NullMarked
package io.fairfall.treasury;

import org.jspecify.annotations.NullMarked;
