/**
 * A beacon on one machine, with a key that everybody can compute: the same signatures over the same
 * HTTP API as the public network, at any pace, and worth nothing. Local mode alone has it.
 */
@NullMarked
package io.fairfall.developmentbeacon;

import org.jspecify.annotations.NullMarked;
