/** Hash chains of game outcomes: making, committing, publishing and playing them in order. */
@NullMarked
package io.fairfall.conductor.fairness;

import org.jspecify.annotations.NullMarked;
