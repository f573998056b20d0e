/** {@code ./fairfall simulate}: the ledger's real code under every fault that we can think of. */
@NullMarked
package io.fairfall.simulation;

import org.jspecify.annotations.NullMarked;
