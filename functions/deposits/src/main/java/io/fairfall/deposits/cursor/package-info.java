/**
 * How far the chain has been followed, as one stored item, and the pure rules that make the next
 * cursor from it.
 */
@NullMarked
package io.fairfall.deposits.cursor;

import org.jspecify.annotations.NullMarked;
