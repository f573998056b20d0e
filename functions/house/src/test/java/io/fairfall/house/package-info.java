/** Tests of the house's books. */
@NullMarked
package io.fairfall.house;

import org.jspecify.annotations.NullMarked;
