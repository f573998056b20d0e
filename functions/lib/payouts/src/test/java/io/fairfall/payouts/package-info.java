/** The rules of payouts and what is stored of them, on journals in memory. */
@NullMarked
package io.fairfall.payouts;

import org.jspecify.annotations.NullMarked;
