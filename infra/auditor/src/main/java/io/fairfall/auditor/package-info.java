/**
 * Judges the journals of a house from their stored text, and shares no code with what it judges.
 * The auditor itself is one file, which also runs without this package; see {@code Auditor.java}.
 */
@NullMarked
package io.fairfall.auditor;

import org.jspecify.annotations.NullMarked;
