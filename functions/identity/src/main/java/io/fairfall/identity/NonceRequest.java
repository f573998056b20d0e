package io.fairfall.identity;

import io.avaje.jsonb.Json;

/** The body of {@code POST /v1/session/nonce}: who wants to sign in. */
@Json
record NonceRequest(String address) {
  NonceRequest {
    if (address == null) {
      throw new IllegalArgumentException("address is missing.");
    }
  }
}
