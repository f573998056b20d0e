/**
 * Everything that was ever written, judged once more: {@code docs/operating/audit.md} says what is
 * checked, and {@link io.fairfall.audit.Audit} how it fits into memory.
 */
@NullMarked
package io.fairfall.audit;

import org.jspecify.annotations.NullMarked;
