/**
 * What the house owns: winnings and losses posted round by round, and what operators put in or take
 * out. {@code docs/concepts/treasury.md} tells how it is counted and how anybody counts it again.
 */
@NullMarked
package io.fairfall.treasury;

import org.jspecify.annotations.NullMarked;
