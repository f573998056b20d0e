/** What operators do about deposits: {@code ./fairfall deposits}. */
@NullMarked
package io.fairfall.cli.deposits;

import org.jspecify.annotations.NullMarked;
