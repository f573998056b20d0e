/** Trees, proofs and statements, held against the specification in other words. */
@NullMarked
package io.fairfall.solvency;

import org.jspecify.annotations.NullMarked;
