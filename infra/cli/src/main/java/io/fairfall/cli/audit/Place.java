package io.fairfall.cli.audit;

import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.cli.admin.RunningHere;
import io.fairfall.cli.admin.RunningSystem;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.MacKeys;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.mackeys.MacKeyText;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where the journals are that an audit reads, and what it may know of the keys. */
final class Place {
  private static final String LOCAL_KEYS =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:LedgerKeys-000000";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);

  @Mixin private RunningHere here = new RunningHere();

  @Option(
      names = "--aws",
      description = {
        "Tables on AWS instead: name them with the options below;",
        "region and credentials are found as the AWS command line finds them."
      })
  private boolean isOnAws;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "A DynamoDB endpoint instead, for example of a restored copy.")
  private @Nullable URI endpoint;

  @Option(names = "--accounts-table", paramLabel = "NAME", defaultValue = "AccountsTable")
  private String accountsTable = "AccountsTable";

  @Option(names = "--events-table", paramLabel = "NAME", defaultValue = "EventsTable")
  private String eventsTable = "EventsTable";

  @Option(
      names = "--payouts-table",
      paramLabel = "NAME",
      description = {
        "Elsewhere than on one machine, payouts are audited only where their table is named:",
        "without it withdrawals are unknown."
      })
  private @Nullable String payoutsTable;

  @Option(
      names = "--checkpoints-table",
      paramLabel = "NAME",
      description = "Compares with the audit's checkpoints, and moves them.")
  private @Nullable String checkpointsTable;

  @Option(
      names = "--keys-secret",
      paramLabel = "ARN",
      description = {
        "The secret with the ledger's keys. Without it seals are not checked:",
        "everything else needs no secret of the house."
      })
  private @Nullable String keysSecret;

  @Option(names = "--without-keys", description = "Audits as an outsider would: without any key.")
  private boolean isWithoutKeys;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = {
        "The data folder of a system on one machine that is not running.",
      })
  private @Nullable Path data;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The text of the ledger's keys, instead of asking for their secret.")
  private @Nullable Path keysFile;

  private boolean isLocal() {
    return !isOnAws && endpoint == null;
  }

  /** Tables that are open, and what has to be closed after them. */
  record Opened(Evidence evidence, Optional<DataFolder> folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (folder.isPresent()) {
        folder.get().close();
      }
    }
  }

  /** Opens the tables. */
  Opened open(InstantSource clock) throws IOException {
    if (data == null) {
      return new Opened(evidence(clock), Optional.empty());
    }
    DataFolder folder = DataFolder.open(data);
    endpoint = folder.endpoint();
    checkpointsTable = "CheckpointsTable";
    payoutsTable = "PayoutsTable";
    if (keysFile == null && !isWithoutKeys) {
      return new Opened(
          withKeys(evidence(clock), DataFolder.DEVELOPMENT_KEYS), Optional.of(folder));
    }
    return new Opened(evidence(clock), Optional.of(folder));
  }

  private static Evidence withKeys(Evidence evidence, String text) {
    MacKeys sealing = keys(text);
    return new Evidence(
        evidence.accounts(),
        evidence.accountJournals(),
        evidence.events(),
        evidence.eventJournals(),
        evidence.checkpoints(),
        Optional.of(() -> sealing),
        evidence.payouts());
  }

  private static MacKeys keys(String text) {
    try {
      return MacKeyText.read(text);
    } catch (IllegalStateException malformed) {
      throw new AdminCommandException(String.valueOf(malformed.getMessage()));
    }
  }

  private Evidence evidence(InstantSource clock) throws IOException {
    Evidence tables = tables(clock);
    return keysFile == null ? tables : withKeys(tables, Files.readString(keysFile));
  }

  private Evidence tables(InstantSource clock) {
    Map<String, String> variables = new HashMap<>(isOnAws ? System.getenv() : local());
    Optional<String> secret = secret();
    secret.ifPresent(arn -> variables.put("LEDGER_KEYS_SECRET", arn));
    variables.put("MODE", isOnAws ? "aws" : "local");
    Environment environment = new Environment(variables);
    DynamoDbClient dynamo = patient(environment);
    String checkpoints =
        checkpointsTable == null && isLocal() ? "CheckpointsTable" : checkpointsTable;
    String payouts = payoutsTable == null && isLocal() ? "PayoutsTable" : payoutsTable;
    Optional<MacKeySource> keys =
        secret.isPresent() && !isWithoutKeys && keysFile == null
            ? Optional.of(LedgerMacKeys.of(environment, clock))
            : Optional.empty();
    return new Evidence(
        new DynamoJournalTable(dynamo, accountsTable),
        new DynamoJournals(dynamo, accountsTable),
        new DynamoJournalTable(dynamo, eventsTable),
        new DynamoJournals(dynamo, eventsTable),
        Optional.ofNullable(checkpoints).map(table -> new CheckpointTable(dynamo, table)),
        keys,
        Optional.ofNullable(payouts)
            .map(
                table ->
                    new Evidence.Payouts(
                        new DynamoJournalTable(dynamo, table), new DynamoJournals(dynamo, table))));
  }

  /** Pages of a scan are large, and nobody waits for any of them but this command. */
  private static DynamoDbClient patient(Environment environment) {
    return new AwsClients(environment)
        .configured(DynamoDbClient.builder(), "DYNAMODB")
        .httpClient(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(CALL_TIMEOUT)
                .build())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder().apiCallTimeout(CALL_TIMEOUT).build())
        .build();
  }

  private Optional<String> secret() {
    return keysSecret == null && isLocal()
        ? Optional.of(LOCAL_KEYS)
        : Optional.ofNullable(keysSecret);
  }

  private Map<String, String> local() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.put("AWS_REGION", EmbeddedDynamo.REGION);
    variables.put("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY);
    if (endpoint != null) {
      variables.put("AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString());
      return variables;
    }
    String loopback = "http://127.0.0.1:";
    variables.put(
        "AWS_ENDPOINT_URL_DYNAMODB",
        loopback + RunningSystem.port(here.url(), RunningSystem.DYNAMODB));
    variables.put(
        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
        loopback + RunningSystem.port(here.url(), RunningSystem.CONTROL));
    return variables;
  }
}
