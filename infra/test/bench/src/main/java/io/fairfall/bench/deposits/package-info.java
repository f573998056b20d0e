/** How fast deposits are found on a long chain, beside others on the same node. */
@NullMarked
package io.fairfall.bench.deposits;

import org.jspecify.annotations.NullMarked;
