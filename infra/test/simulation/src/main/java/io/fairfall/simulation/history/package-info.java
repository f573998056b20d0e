/**
 * What a run leaves behind, in words of the JDK alone: a mutant of the ledger runs in a class
 * loader of its own and hands this over to a checker that knows nothing of the mutation.
 */
@NullMarked
package io.fairfall.simulation.history;

import org.jspecify.annotations.NullMarked;
