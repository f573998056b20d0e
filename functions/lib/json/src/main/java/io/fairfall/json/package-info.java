/**
 * JSON in and out, once for everybody: {@link io.fairfall.json.JsonCodec} is the door. What is read
 * is read strictly, by the record type that it becomes; {@link io.fairfall.json.StrictReader} says
 * how.
 */
@NullMarked
package io.fairfall.json;

import org.jspecify.annotations.NullMarked;
