/** Pools of the bet log, as far as more than one function knows them: members, weeks, lists. */
@NullMarked
package io.fairfall.betlogstore;

import org.jspecify.annotations.NullMarked;
