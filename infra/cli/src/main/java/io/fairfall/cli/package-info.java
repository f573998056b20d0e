/** {@code ./fairfall}: the command line for operators and engineers. */
@NullMarked
package io.fairfall.cli;

import org.jspecify.annotations.NullMarked;
