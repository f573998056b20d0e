/** {@code ./fairfall settings}: what operators change while the system runs. */
@NullMarked
package io.fairfall.cli.settings;

import org.jspecify.annotations.NullMarked;
