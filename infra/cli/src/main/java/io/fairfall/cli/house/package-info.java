/** {@code ./fairfall house}: what the house owns, and putting ether in or taking it out. */
@NullMarked
package io.fairfall.cli.house;

import org.jspecify.annotations.NullMarked;
