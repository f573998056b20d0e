@NullMarked
package io.fairfall.session;

import org.jspecify.annotations.NullMarked;
