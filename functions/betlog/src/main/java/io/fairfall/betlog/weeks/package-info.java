/** The bets of a week in its journal: the rules of a change, its plan, and carrying it out once. */
@NullMarked
package io.fairfall.betlog.weeks;

import org.jspecify.annotations.NullMarked;
