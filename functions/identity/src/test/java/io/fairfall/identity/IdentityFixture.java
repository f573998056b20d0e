package io.fairfall.identity;

import io.avaje.jsonb.Jsonb;
import io.fairfall.apicontract.HttpContract;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.ethereumsignatures.Address;
import io.fairfall.json.JsonCodec;
import io.fairfall.session.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The function on a real store, asked as API Gateway asks it. Its clock stands still until moved.
 */
final class IdentityFixture implements AutoCloseable, InstantSource {
  static final String SESSIONS = "sessions";
  static final String SECRETS = "secrets";
  static final String EVENTS = "events";

  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private volatile Instant now = Instant.parse("2026-11-20T10:00:00.250Z");

  IdentityFixture() {
    dynamo.createKeyedTable(SESSIONS);
    dynamo.createKeyedTable(SECRETS);
    dynamo.createJournalTable(EVENTS);
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
        SECRETS,
        "EVENTS_TABLE",
        EVENTS,
        "PUBLIC_ORIGIN",
        "http://localhost:8080",
        "CHAIN_ID",
        "31337");
  }

  IdentityHandler identity() {
    return new IdentityHandler(environment(), this, Randomness.ofSystem());
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void close() {
    dynamo.close();
  }

  /** What the function answered. */
  record Answer(int status, Map<String, Object> body) {
    String text(String member) {
      return String.valueOf(body.get(member));
    }
  }

  /** Asks with a sample event as it is. */
  static Answer ask(IdentityHandler identity, String sample) {
    return invoke(identity, sample(sample));
  }

  /** Asks with a sample event that carries another body. */
  static Answer ask(IdentityHandler identity, String sample, String body) {
    Map<String, Object> event = new HashMap<>(object(sample(sample)));
    event.put("body", body);
    return invoke(identity, JsonCodec.write(event));
  }

  static Answer invite(IdentityHandler identity, Address address) {
    return ask(
        identity, "session-nonce.json", JsonCodec.write(Map.of("address", address.lowerCase())));
  }

  static Answer signIn(IdentityHandler identity, String message, String signature) {
    return ask(
        identity,
        "session.json",
        JsonCodec.write(Map.of("message", message, "signature", signature)));
  }

  static String sample(String name) {
    try {
      return Files.readString(Path.of("..", "..", "events", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  static Answer invoke(IdentityHandler identity, String event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      identity.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    HttpContract.ofThisCheckout()
        .requireOfAFunction(
            String.valueOf(object(event).get("routeKey")), out.toString(StandardCharsets.UTF_8));
    Map<String, Object> answer = object(out.toString(StandardCharsets.UTF_8));
    int status = ((Number) Objects.requireNonNull(answer.get("statusCode"))).intValue();
    return new Answer(status, object(Objects.requireNonNull(answer.get("body")).toString()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String json) {
    return (Map<String, Object>) Jsonb.instance().type(Object.class).fromJson(json);
  }
}
