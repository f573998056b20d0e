/** How fast, and in how much memory. */
@NullMarked
package io.fairfall.bench;

import org.jspecify.annotations.NullMarked;
