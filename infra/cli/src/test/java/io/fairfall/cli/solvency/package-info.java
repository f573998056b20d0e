/** Statements and leaves that are checked from files, and those that are refused. */
@NullMarked
package io.fairfall.cli.solvency;

import org.jspecify.annotations.NullMarked;
