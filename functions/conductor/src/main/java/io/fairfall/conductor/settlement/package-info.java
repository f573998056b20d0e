/** What happens to bets after a crash: accounts are settled, rounds are posted to the treasury. */
@NullMarked
package io.fairfall.conductor.settlement;

import org.jspecify.annotations.NullMarked;
