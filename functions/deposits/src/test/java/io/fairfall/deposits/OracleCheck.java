package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.anvil.RpcValue;
import io.fairfall.anvil.world.ValueOracle;
import io.fairfall.anvil.world.ValueOracle.Received;
import java.math.BigInteger;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Holds the books, as they stand in the tables, against all that came to the hot wallet by the
 * chain's own traces. It reads items and JSON, and nothing of ours that reads them: a credit is a
 * receipt {@code external:deposit:…}, and what is kept is a first slot {@code
 * unattributed:deposit:…}.
 */
final class OracleCheck {
  private final DynamoDbClient dynamo;
  private final String accountsTable;
  private final String eventsTable;

  OracleCheck(DynamoDbClient dynamo, String accountsTable, String eventsTable) {
    this.dynamo = dynamo;
    this.accountsTable = accountsTable;
    this.eventsTable = eventsTable;
  }

  /**
   * Sees that every wei that came in these blocks, in amounts from the minimum on, is credited or
   * kept, once; and that nothing else is. Tokens are looked at by the tests that have some.
   *
   * @param endowed wei that the test itself gave the hot wallet in these blocks
   * @param takenBack keys of what an operator's word has taken back: its receipts stay
   */
  void requireEqual(
      URI node,
      String wallet,
      long first,
      long last,
      BigInteger minimum,
      BigInteger endowed,
      Set<String> takenBack) {
    List<Received> received = ValueOracle.into(node, wallet, first, last, endowed);
    Map<String, BigInteger> expected = new TreeMap<>(ValueOracle.byTransaction(received, minimum));
    Map<String, BigInteger> booked = new TreeMap<>();
    amounts()
        .forEach(
            (key, wei) -> {
              String[] parts = key.split(":", -1);
              boolean isEther = parts[3].startsWith("N") || parts[3].startsWith("I");
              if (isEther && !takenBack.contains(key) && wei.compareTo(minimum) >= 0) {
                booked.merge(parts[2], wei, BigInteger::add);
              }
            });
    assertEquals(expected, booked, "what came by the traces, and what is in the books");
  }

  /** What is credited or kept under each key {@code deposit:<chain>:<transaction>:<place>}. */
  Map<String, BigInteger> amounts() {
    Map<String, BigInteger> amounts = new HashMap<>();
    each(accountsTable, "external:deposit:", amounts);
    each(eventsTable, "unattributed:deposit:", amounts);
    return amounts;
  }

  private void each(String table, String prefix, Map<String, BigInteger> amounts) {
    for (Map<String, AttributeValue> item :
        dynamo.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items()) {
      String journal = text(item, "journal");
      AttributeValue version = item.get("version");
      if (!journal.startsWith(prefix) || version == null || !"1".equals(version.n())) {
        continue;
      }
      String key = journal.substring(journal.indexOf("deposit:"));
      Object amount = RpcValue.read(text(item, "body")).at("amount").raw();
      BigInteger wei = new BigInteger(String.valueOf(amount));
      BigInteger before = amounts.put(key, wei);
      assertEquals(before == null ? wei : before, wei, key + " is there twice");
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}
