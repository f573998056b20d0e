package io.fairfall.admin;

import com.amazonaws.services.lambda.runtime.Context;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.platform.Environment;
import io.fairfall.settings.SettingsJournal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The operations function on a real store. */
final class AdminFixture implements AutoCloseable {
  private static final String NOWHERE = "http://127.0.0.1:9";

  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final EmbeddedSecrets secrets = EmbeddedSecrets.withOneLedgerKey();
  private final AdminHandler operations;

  AdminFixture() {
    dynamo.createJournalTable("events");
    dynamo.createJournalTable("accounts");
    dynamo.createJournalTable("payouts");
    dynamo.createKeyedTable("payout-queue", "pk", "sk");
    dynamo.createKeyedTable("work");
    operations =
        new AdminHandler(environment(dynamo.endpoint().toString(), secrets.endpoint().toString()));
  }

  /** The same function where nothing answers. */
  static AdminHandler withoutStore() {
    return new AdminHandler(environment(NOWHERE, NOWHERE));
  }

  private static Map<String, String> environment(String endpoint, String secrets) {
    return Map.ofEntries(
        Map.entry("EVENTS_TABLE", "events"),
        Map.entry("ACCOUNTS_TABLE", "accounts"),
        Map.entry("PAYOUTS_TABLE", "payouts"),
        Map.entry("PAYOUT_QUEUE_TABLE", "payout-queue"),
        Map.entry("WORK_TABLE", "work"),
        Map.entry("LEDGER_KEYS_SECRET", EmbeddedSecrets.ARN),
        Map.entry("MODE", "local"),
        Map.entry("DEPOSIT_OPERATIONS_FUNCTION", "deposits"),
        Map.entry("PAYOUT_OPERATIONS_FUNCTION", "nonces"),
        Map.entry("RELEASE", "test"),
        Map.entry("METRICS_NAMESPACE", "test"),
        Map.entry("MIN_STAKE", "1000"),
        Map.entry("MAX_STAKE", "1000000000000000000"),
        Map.entry("MAX_PROFIT", "10000000000000000000"),
        Map.entry("AWS_ENDPOINT_URL_DYNAMODB", endpoint),
        Map.entry("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets),
        Map.entry("AWS_REGION", EmbeddedDynamo.REGION),
        Map.entry("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY),
        Map.entry("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY));
  }

  /** What another function reads. */
  SettingsJournal settings() {
    return new SettingsJournal(
        new DynamoJournals(dynamo.client(), "events"), InstantSource.system());
  }

  /** An account's entries as they are stored, newest first. */
  List<Entry> entries(String player) {
    return new DynamoJournals(dynamo.client(), "accounts")
        .latest(Accounts.journalOf(player), Long.MAX_VALUE, 10);
  }

  /** The journals of the game and of rounds. */
  Journals events() {
    return new DynamoJournals(dynamo.client(), "events");
  }

  /** The accounts' journals. */
  Journals accounts() {
    return new DynamoJournals(dynamo.client(), "accounts");
  }

  /** The payouts, as the sender reads them. */
  PayoutJournal payouts() {
    Environment read = new Environment(environment(NOWHERE, secrets.endpoint().toString()));
    return new PayoutJournal(
        new SealedPayouts(
            new DynamoJournals(dynamo.client(), "payouts"),
            LedgerMacKeys.of(read, InstantSource.system())),
        AppendLoop.inRealTime());
  }

  /** The queue, as the sender reads it. */
  PayoutQueue queue() {
    return new PayoutQueue(dynamo.client(), "payout-queue");
  }

  /** Everything that is stored. */
  List<String> contents() {
    return dynamo.contents();
  }

  /** What reads and writes everything. */
  DynamoDbClient client() {
    return dynamo.client();
  }

  /** Overwrites the seal of an account's only entry and loses its receipt, which nobody may. */
  void forge(String player) {
    dynamo
        .client()
        .updateItem(
            update ->
                update
                    .tableName("accounts")
                    .key(firstOf(Accounts.journalOf(player)))
                    .updateExpression("SET seal = :forged")
                    .expressionAttributeValues(
                        Map.of(":forged", AttributeValue.fromS("1." + "A".repeat(43)))));
    String receipt = ExternalReceipts.journalOf(ExternalReceipts.openingKey(player));
    dynamo.client().deleteItem(delete -> delete.tableName("accounts").key(firstOf(receipt)));
  }

  private static Map<String, AttributeValue> firstOf(String journal) {
    return Map.of("journal", AttributeValue.fromS(journal), "version", AttributeValue.fromN("1"));
  }

  /** Sends a sample event. */
  Answer ask(String event) {
    try {
      return send(Files.readString(Path.of("../../events/" + event + ".json")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Answer send(String command) {
    return send(operations, command);
  }

  /** Changes settings with valid words around the change. */
  Answer change(String change) {
    return send(
        "{\"action\":\"settings.change\",\"by\":\"ada\",\"reason\":\"a test\",\"change\":%s}"
            .formatted(change));
  }

  /** As Lambda calls it: bytes in, bytes out. */
  static Answer send(AdminHandler operations, String command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      operations.handleRequest(
          new ByteArrayInputStream(command.getBytes(StandardCharsets.UTF_8)), out, noContext());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Answer(JsonCodec.membersFromStore(out.toString(StandardCharsets.UTF_8)));
  }

  private static Context noContext() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Override
  public void close() {
    secrets.close();
    dynamo.close();
  }

  /** What came back. */
  record Answer(Map<?, ?> members) {
    boolean ok() {
      return Boolean.TRUE.equals(members.get("ok"));
    }

    String code() {
      return text("problem.code");
    }

    String detail() {
      return text("problem.detail");
    }

    /** A member as text, found by a path like {@code settings.minStake} or {@code changes.0.by}. */
    String text(String path) {
      @Nullable Object value = members;
      for (String name : path.split("\\.", -1)) {
        value =
            Objects.requireNonNull(value, path) instanceof List<?> list
                ? list.get(Integer.parseInt(name))
                : ((Map<?, ?>) value).get(name);
      }
      return value instanceof Number number
          ? Long.toString(number.longValue())
          : String.valueOf(value);
    }

    int size(String list) {
      return ((List<?>) Objects.requireNonNull(members.get(list))).size();
    }
  }
}
