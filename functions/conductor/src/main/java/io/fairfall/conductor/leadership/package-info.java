/** Who conducts: the lease, taking it, leaving it, and whether anybody would see a round. */
@NullMarked
package io.fairfall.conductor.leadership;

import org.jspecify.annotations.NullMarked;
