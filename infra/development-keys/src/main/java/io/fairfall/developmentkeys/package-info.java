/** A key service on one machine, which signs as AWS KMS does. */
@NullMarked
package io.fairfall.developmentkeys;

import org.jspecify.annotations.NullMarked;
