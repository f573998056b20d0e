/** Long chains with all kinds of transactions in them, and what of it is a deposit. */
@NullMarked
package io.fairfall.anvil.world;

import org.jspecify.annotations.NullMarked;
