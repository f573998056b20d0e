package io.fairfall.conductor.rounds;

import io.fairfall.money.Wei;
import io.fairfall.settings.BetBounds;

/**
 * What a round is opened with.
 *
 * @param bounds of each bet
 * @param bankroll what the house owned at the worst when they were made, 0 if less or if nobody
 *     could tell
 */
record OpeningTerms(BetBounds bounds, Wei bankroll) {}
