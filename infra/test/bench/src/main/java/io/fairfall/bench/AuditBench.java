package io.fairfall.bench;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Plays a long history into DynamoDB Local, then audits it in a process of its own with a small
 * heap. The store is in this process, so that its memory and the audit's are apart.
 */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Audits a made-up history in a process with little memory, and prints how fast.")
final class AuditBench implements Callable<Integer> {
  private static final String MAIN = "io.fairfall.cli.Fairfall";
  private static final long QUIET_MS = 7_200_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--entries",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Entries of accounts (about ${DEFAULT-VALUE}).")
  private int entries;

  @Option(
      names = "--heap",
      defaultValue = "192m",
      paramLabel = "SIZE",
      description = "Heap of the audit (${DEFAULT-VALUE}).")
  private String heap = "192m";

  @Option(
      names = "--segments",
      defaultValue = "4",
      paramLabel = "N",
      description = {
        "Parts that are read side by side (${DEFAULT-VALUE}).",
        "Each waits for its own lookups, so that more of them are faster."
      })
  private int segments;

  @Option(
      names = "--accounts-of",
      defaultValue = "0",
      paramLabel = "N",
      description = {
        "Instead of many accounts a few long ones, each of N entries between a lost bet and its",
        "correction; how long their owners wait is measured as well."
      })
  private int accountsOf;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the history.")
  private long seed;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Keeps the store in this new folder instead of in memory.")
  private @Nullable Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = commandSpec().commandLine().getOut();
    try (EmbeddedDynamo dynamo =
            folder == null ? EmbeddedDynamo.inMemory() : EmbeddedDynamo.in(folder);
        EmbeddedSecrets secrets = EmbeddedSecrets.withOneLedgerKey()) {
      fill(dynamo, entries, accountsOf, seed, out);
      return audit(dynamo, secrets);
    }
  }

  /** Plays a history into new tables. */
  static void fill(EmbeddedDynamo dynamo, int entries, int accountsOf, long seed, PrintWriter out) {
    createTable(dynamo, "AccountsTable");
    createTable(dynamo, "EventsTable");
    dynamo.createKeyedTable("CheckpointsTable");
    InstantSource clock = InstantSource.system();
    long began = clock.millis();
    MacKeys keys = new MacKeys(List.of(new MacKey(1, 0, EmbeddedSecrets.KEY)));
    long written;
    try (BatchWriter accounts = new BatchWriter(dynamo.client(), "AccountsTable");
        BatchWriter events = new BatchWriter(dynamo.client(), "EventsTable")) {
      long endMs = clock.millis() - QUIET_MS;
      if (accountsOf > 0) {
        LongAccounts played =
            new LongAccounts(seed, endMs, keys, accounts::write, events::write, accountsOf);
        out.println(played.play(Math.max(1, entries / accountsOf)));
      } else {
        new BusyHouse(entries, seed, endMs, keys, accounts::write, events::write).play();
      }
      written = accounts.written() + events.written();
    }
    long tookMs = Math.max(1, clock.millis() - began);
    out.println(
        String.format(
            Locale.ROOT,
            "Seed %d: %,d entries of accounts and events were played and stored in %,d s, %,d a"
                + " second.",
            seed,
            written,
            tookMs / 1_000,
            written * 1_000 / tookMs));
    out.flush();
  }

  /** Without a stream, which nobody here reads and which would double the time of every write. */
  static void createTable(EmbeddedDynamo dynamo, String name) {
    dynamo
        .client()
        .createTable(
            table ->
                table
                    .tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        attribute("journal", ScalarAttributeType.S),
                        attribute("version", ScalarAttributeType.N))
                    .keySchema(key("journal", KeyType.HASH), key("version", KeyType.RANGE)));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private int audit(EmbeddedDynamo dynamo, EmbeddedSecrets secrets)
      throws IOException, InterruptedException {
    ProcessBuilder audit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "audit",
                "--endpoint",
                dynamo.endpoint().toString(),
                "--segments",
                Integer.toString(segments),
                "--checkpoints-table",
                "CheckpointsTable",
                "--keys-secret",
                EmbeddedSecrets.ARN)
            .inheritIO();
    audit.environment().put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint().toString());
    Process process = audit.start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec;
  }
}
