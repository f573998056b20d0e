/**
 * Every order of events, in scopes that are small enough: the same real code, but where the
 * simulation draws what happens next, everything that can happen is looked at.
 */
@NullMarked
package io.fairfall.simulation.explore;

import org.jspecify.annotations.NullMarked;
