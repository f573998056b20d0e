/**
 * What the cursor has decided, carried out: credits, money kept for later, and what players are
 * told of it.
 */
@NullMarked
package io.fairfall.deposits.outbox;

import org.jspecify.annotations.NullMarked;
