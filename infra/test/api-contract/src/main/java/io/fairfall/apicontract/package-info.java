/**
 * What is documented, held against what is sent. Tests ask it about every message that they see; it
 * is part of nothing that is deployed.
 */
@NullMarked
package io.fairfall.apicontract;

import org.jspecify.annotations.NullMarked;
