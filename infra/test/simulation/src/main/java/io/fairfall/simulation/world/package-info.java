/**
 * A small world in which the ledger's real code runs: its handlers, clients, a conductor, a
 * projector and a settler take turns on one thread's worth of time, in an order that a seed
 * decides.
 */
@NullMarked
package io.fairfall.simulation.world;

import org.jspecify.annotations.NullMarked;
