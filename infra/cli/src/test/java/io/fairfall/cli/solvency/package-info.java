@NullMarked
package io.fairfall.cli.solvency;

import org.jspecify.annotations.NullMarked;
