/**
 * The bet log: a league's weekly sports bets.
 *
 * <p>In the middle are pure rules: exact odds, grading, who may change what and when, standings.
 * Around them, every change of a week is one transaction: the next slot of the week's journal, and
 * the bets that it changed.
 */
@NullMarked
package io.fairfall.betlog;

import org.jspecify.annotations.NullMarked;
