/** Amounts of ether and the multipliers that a stake can be paid at. Exact integers throughout. */
@NullMarked
package io.fairfall.money;

import org.jspecify.annotations.NullMarked;
