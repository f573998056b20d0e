/** What operators can change while the system runs, as a journal. */
@NullMarked
package io.fairfall.settings;

import org.jspecify.annotations.NullMarked;
