/**
 * Golden files: stored things as they stand in a table, one a line, each with what it means. Every
 * build reads each line and writes it again; nobody edits a line. What there is to know for whoever
 * changes a stored form is in docs/reference/stored-formats.md.
 */
@NullMarked
package io.fairfall.golden;

import org.jspecify.annotations.NullMarked;
