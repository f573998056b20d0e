/** What the functions of this artefact share, made from their environment. */
@NullMarked
package io.fairfall.deposits.wiring;

import org.jspecify.annotations.NullMarked;
