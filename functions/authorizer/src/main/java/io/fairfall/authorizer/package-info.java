/** Who may pass: the authorisers of both APIs. */
@NullMarked
package io.fairfall.authorizer;

import org.jspecify.annotations.NullMarked;
