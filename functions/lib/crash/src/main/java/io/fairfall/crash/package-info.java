/**
 * The crash game without its players: the curve, the crash point, the chain of game hashes, and
 * rounds as the {@code game} journal records them.
 */
@NullMarked
package io.fairfall.crash;

import org.jspecify.annotations.NullMarked;
