@NullMarked
package io.fairfall.developmentkeys;

import org.jspecify.annotations.NullMarked;
