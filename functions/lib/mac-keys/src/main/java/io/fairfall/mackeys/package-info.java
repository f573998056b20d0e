/**
 * Where the keys that seal accounts' entries come from: one secret in Secrets Manager, which only
 * the functions that write accounts may read.
 */
@NullMarked
package io.fairfall.mackeys;

import org.jspecify.annotations.NullMarked;
