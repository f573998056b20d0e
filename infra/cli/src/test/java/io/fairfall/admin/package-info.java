/** What the command line signs, seen by the function that it is for. */
@NullMarked
package io.fairfall.admin;

import org.jspecify.annotations.NullMarked;
