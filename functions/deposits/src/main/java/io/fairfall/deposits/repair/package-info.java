/**
 * What operators and players ask for afterwards: reprocessing, compensation after a deep
 * reorganisation, claims.
 */
@NullMarked
package io.fairfall.deposits.repair;

import org.jspecify.annotations.NullMarked;
