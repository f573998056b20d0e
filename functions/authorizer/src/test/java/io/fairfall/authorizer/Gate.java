package io.fairfall.authorizer;

import io.fairfall.dynamodb.EmbeddedDynamo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The authorisers on a real store, asked as API Gateway asks them. */
final class Gate implements AutoCloseable {
  static final String SESSIONS = "sessions";
  static final String SECRETS = "secrets";

  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();

  Gate() {
    dynamo.createKeyedTable(SESSIONS);
    dynamo.createKeyedTable(SECRETS);
  }

  EmbeddedDynamo dynamo() {
    return dynamo;
  }

  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_DYNAMODB",
        dynamo.endpoint().toString(),
        "AWS_REGION",
        EmbeddedDynamo.REGION,
        "AWS_ACCESS_KEY_ID",
        EmbeddedDynamo.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        EmbeddedDynamo.SECRET_KEY,
        "SESSIONS_TABLE",
        SESSIONS,
        "SECRETS_TABLE",
        SECRETS);
  }

  @Override
  public void close() {
    dynamo.close();
  }

  static String sample(String name) {
    try {
      return Files.readString(Path.of("..", "..", "events", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  static String ask(Authorizer<?> authorizer, String event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      authorizer.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
