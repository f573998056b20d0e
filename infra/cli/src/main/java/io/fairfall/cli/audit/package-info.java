/** {@code ./fairfall audit}: everything that was ever written, judged once more. */
@NullMarked
package io.fairfall.cli.audit;

import org.jspecify.annotations.NullMarked;
