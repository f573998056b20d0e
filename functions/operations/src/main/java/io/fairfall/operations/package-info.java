/**
 * What operators ask of the system: a function without any route, invoked directly by whoever IAM
 * lets. Every command is an {@link io.fairfall.operations.Action}.
 */
@NullMarked
package io.fairfall.operations;

import org.jspecify.annotations.NullMarked;
