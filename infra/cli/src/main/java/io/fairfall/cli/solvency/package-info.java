/**
 * Checks statements of what the house owes and has, from {@code
 * docs/reference/solvency-specification.md} alone: nothing here is of the house, and nothing is
 * taken from whoever makes statements.
 */
@NullMarked
package io.fairfall.cli.solvency;

import org.jspecify.annotations.NullMarked;
