/** What each journal is checked for, and what all of them together are checked for. */
@NullMarked
package io.fairfall.audit.check;

import org.jspecify.annotations.NullMarked;
