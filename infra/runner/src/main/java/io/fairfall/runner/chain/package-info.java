/** The chain of the one-machine runner: one node with funded accounts that keeps its blocks. */
@NullMarked
package io.fairfall.runner.chain;

import org.jspecify.annotations.NullMarked;
