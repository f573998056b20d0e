/** One round after another: what comes next, when, within which bounds, and writing it. */
@NullMarked
package io.fairfall.conductor.rounds;

import org.jspecify.annotations.NullMarked;
