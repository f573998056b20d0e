package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.platform.Environment;
import io.fairfall.solvency.Reserve;
import io.fairfall.solvency.SolvencyJournal;
import io.fairfall.solvency.SolvencyStatement;
import io.fairfall.solvency.StatementBlock;
import io.fairfall.solvency.StatementContent;
import io.fairfall.solvency.TreeShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the house has stated that it owes more than it has, nobody is asked to send anything. */
@Tag("integration")
class ShortHouseTest {
  private static final String WALLET = "0xabababababababababababababababababababab";
  private static final long HOUR = 1_796_043_600_000L;
  private static final BigInteger OWED = BigInteger.valueOf(1_000);

  private static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> "");

  @AutoClose private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  @AutoClose private final EmbeddedSecrets secrets = EmbeddedSecrets.withOneLedgerKey();

  private DepositsEndpoint house() {
    List.of("events", "accounts").forEach(dynamo::createJournalTable);
    dynamo.createKeyedTable("work");
    Map<String, String> variables = new HashMap<>(secrets.environment());
    variables.putAll(
        Map.of(
            "EVENTS_TABLE", "events",
            "ACCOUNTS_TABLE", "accounts",
            "WORK_TABLE", "work",
            "ETHEREUM_RPC_URL", "http://127.0.0.1:9",
            "HOT_WALLET_ADDRESS", WALLET,
            "DEPOSIT_MINIMUM", "1",
            "INDEXER_CONFIRMATIONS", "12",
            "INDEXER_REORG_BUFFER", "25",
            "INDEXER_POLL_INTERVAL", "1500",
            "METRICS_NAMESPACE", "fairfall"));
    variables.put("CHAIN_ID", "31337");
    variables.put("MODE", "local");
    variables.put("AWS_REGION", EmbeddedDynamo.REGION);
    variables.put("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY);
    Environment environment = new Environment(Map.copyOf(variables));
    return new DepositsEndpoint(
        DepositsContext.of(environment, dynamo.client(), InstantSource.system()), () -> {});
  }

  private SolvencyStatement publish(
      Optional<SolvencyStatement> before, Optional<BigInteger> balance) {
    Optional<StatementContent> content = before.map(SolvencyStatement::content);
    long number = content.map(StatementContent::number).orElse(0L) + 1;
    SolvencyStatement statement =
        new SolvencyStatement(
            new StatementContent(
                number,
                content.map(StatementContent::textHash).orElse(StatementContent.NONE),
                BeaconNetwork.development("ab".repeat(96), 0, 3_000),
                HOUR + number * 3_600_000,
                List.of(new BeaconSignature("cd".repeat(48))),
                31_337,
                new StatementBlock(12, "0x" + "ef".repeat(32), HOUR),
                OWED,
                "12".repeat(32),
                TreeShape.forAccounts(3),
                List.of(new Reserve(WALLET, balance))),
            List.of("0x" + "1b".repeat(65)));
    assertTrue(
        new SolvencyJournal(new DynamoJournals(dynamo.client(), "events"))
            .publish(statement, HOUR));
    return statement;
  }

  private static String deposits(DepositsEndpoint house) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] event =
        Files.readString(Path.of("../../events/deposits.json")).getBytes(StandardCharsets.UTF_8);
    house.handleRequest(new ByteArrayInputStream(event), answer, CONTEXT);
    String said = answer.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("\"statusCode\":200"), said);
    return said;
  }

  @Test
  void depositsArePausedWhileTheNewestStatementIsShortAndNotWhereItIsUnknown() throws IOException {
    DepositsEndpoint house = house();
    assertFalse(deposits(house).contains("paused"));
    SolvencyStatement first = publish(Optional.empty(), Optional.of(OWED.subtract(BigInteger.ONE)));
    assertTrue(deposits(house).contains("house_short"), "a wei is missing");
    SolvencyStatement second = publish(Optional.of(first), Optional.empty());
    assertFalse(deposits(house).contains("paused"));
    SolvencyStatement third = publish(Optional.of(second), Optional.of(OWED));
    assertEquals(3, third.content().number());
    assertFalse(deposits(house).contains("paused"));
  }
}
