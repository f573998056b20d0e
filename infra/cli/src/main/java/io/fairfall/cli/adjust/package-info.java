/** {@code ./fairfall adjust}: operators adjust accounts, above a bound two together. */
@NullMarked
package io.fairfall.cli.adjust;

import org.jspecify.annotations.NullMarked;
