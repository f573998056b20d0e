package io.fairfall.authorizer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.json.JsonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A function that API Gateway asks before it lets a request pass. A failure is left to API Gateway,
 * which answers 500 and lets nobody pass.
 */
abstract class Authorizer<E> implements RequestStreamHandler {
  private final Class<E> eventType;

  Authorizer(Class<E> eventType) {
    this.eventType = eventType;
  }

  /** The answer in the form that the API wants, as a record or a map. */
  abstract Object decide(E event);

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context lambda)
      throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Object answer = decide(JsonCodec.fromPlatform(eventType, text));
    out.write(JsonCodec.write(answer).getBytes(StandardCharsets.UTF_8));
  }
}
