/** What keeps the code base honest: who may know whom, how long things may get, what must exist. */
@NullMarked
package io.fairfall.architecturetests;

import org.jspecify.annotations.NullMarked;
