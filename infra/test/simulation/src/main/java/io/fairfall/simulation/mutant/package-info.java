/**
 * Faults planted into the ledger, one at a time, to see that the simulation would find them. The
 * production code knows nothing of it: a mutant is an edit of its source, compiled in memory.
 */
@NullMarked
package io.fairfall.simulation.mutant;

import org.jspecify.annotations.NullMarked;
