/** Who an Ethereum address is, and what its key has signed. */
@NullMarked
package io.fairfall.ethereumsignatures;

import org.jspecify.annotations.NullMarked;
