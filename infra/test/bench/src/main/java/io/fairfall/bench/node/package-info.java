/** Programs that the benches run under Node, and where a run keeps its files. */
@NullMarked
package io.fairfall.bench.node;

import org.jspecify.annotations.NullMarked;
