/** Who an Ethereum address is, and what its key has signed. */
@NullMarked
package io.fairfall.wallet;

import org.jspecify.annotations.NullMarked;
