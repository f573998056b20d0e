/** A proxy between a client and its node that answers as bad nodes do. */
@NullMarked
package io.fairfall.anvil.fault;

import org.jspecify.annotations.NullMarked;
