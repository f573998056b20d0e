/** How far each account had come when it was last found in order. */
@NullMarked
package io.fairfall.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
