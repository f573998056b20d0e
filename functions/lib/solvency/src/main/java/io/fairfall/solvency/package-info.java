/**
 * What the house owes to players as a Merkle sum tree, what it has, and the statement that says
 * both: as {@code docs/reference/solvency-specification.md} has them.
 */
@NullMarked
package io.fairfall.solvency;

import org.jspecify.annotations.NullMarked;
