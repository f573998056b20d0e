@NullMarked
package io.fairfall.solvency;

import org.jspecify.annotations.NullMarked;
