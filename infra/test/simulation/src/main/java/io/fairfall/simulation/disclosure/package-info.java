/**
 * Bots that hold requests open and finish them on news of the crash, against the clamp of stamps
 * and the delay of news; beside them honest players, whom neither may cost anything.
 */
@NullMarked
package io.fairfall.simulation.disclosure;

import org.jspecify.annotations.NullMarked;
