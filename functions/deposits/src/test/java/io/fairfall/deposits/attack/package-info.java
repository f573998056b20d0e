/**
 * What strangers, bad nodes and a slow store can do to the indexer: innocent players are credited
 * to the wei, and whatever is stored stays small.
 */
@NullMarked
package io.fairfall.deposits.attack;

import org.jspecify.annotations.NullMarked;
