@NullMarked
package io.fairfall.payouts;

import org.jspecify.annotations.NullMarked;
