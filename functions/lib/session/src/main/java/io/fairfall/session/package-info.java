/**
 * Sessions: the token that proves who a player is, the key that signs it, and the nonces and
 * tickets that are good for one use. It knows no wallets, so that the authorisers stay small.
 */
@NullMarked
package io.fairfall.session;

import org.jspecify.annotations.NullMarked;
