/**
 * Payouts: how a withdrawal is paid on the chain once, or given back once. {@code
 * docs/reference/payouts-specification.md} says what is stored and what must hold of it. Nothing in
 * here knows a node or a key.
 */
@NullMarked
package io.fairfall.payouts;

import org.jspecify.annotations.NullMarked;
