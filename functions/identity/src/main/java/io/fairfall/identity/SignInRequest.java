package io.fairfall.identity;

import io.avaje.jsonb.Json;

/** The body of {@code POST /v1/session}: the message as it was written, and its signature. */
@Json
record SignInRequest(String message, String signature) {
  SignInRequest {
    if (message == null || signature == null) {
      throw new IllegalArgumentException("message and signature are both needed.");
    }
  }
}
