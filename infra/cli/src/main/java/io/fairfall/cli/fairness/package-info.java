/**
 * {@code ./fairfall verify-export}: an export of rounds, checked with nothing but the file. Its
 * form, and the word of each finding, are in {@code docs/reference/fairness-export.md}.
 */
@NullMarked
package io.fairfall.cli.fairness;

import org.jspecify.annotations.NullMarked;
