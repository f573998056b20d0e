/**
 * What a block says about deposits: reading blocks ahead, what in them is a transfer to the house,
 * and what a second provider says of it.
 */
@NullMarked
package io.fairfall.deposits.scan;

import org.jspecify.annotations.NullMarked;
