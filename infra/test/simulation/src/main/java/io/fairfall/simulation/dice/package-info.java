/**
 * A second game, which the ledger was not made for: it stands on the ledger through its port alone,
 * and the simulation plays it under every fault, as it does the crash game.
 */
@NullMarked
package io.fairfall.simulation.dice;

import org.jspecify.annotations.NullMarked;
