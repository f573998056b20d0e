/**
 * Judges what a run left behind. It knows the rules as they are, never as a mutant has them, and
 * checks what follows from the promises beside what follows from the rules.
 */
@NullMarked
package io.fairfall.simulation.check;

import org.jspecify.annotations.NullMarked;
