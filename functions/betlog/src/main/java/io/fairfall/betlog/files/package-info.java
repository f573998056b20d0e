/** Weeks as files of spreadsheets: what people's programs write is read, or refused by name. */
@NullMarked
package io.fairfall.betlog.files;

import org.jspecify.annotations.NullMarked;
