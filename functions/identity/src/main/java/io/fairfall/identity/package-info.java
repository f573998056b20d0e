/** Sign-in with an Ethereum wallet (EIP-4361), and tickets to the WebSocket. */
@NullMarked
package io.fairfall.identity;

import org.jspecify.annotations.NullMarked;
