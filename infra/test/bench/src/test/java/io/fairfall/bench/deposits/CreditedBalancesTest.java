package io.fairfall.bench.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.platform.Environment;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CreditedBalancesTest {
  private static final String EVENTS = "events";

  @Test
  void whatIsKeptIsCountedBeyondTheEntriesOfOneRead() {
    int kept = 2 * Journals.MAX_ENTRIES_PER_READ + 1;
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        EmbeddedSecrets secrets = EmbeddedSecrets.withOneLedgerKey()) {
      dynamo.createJournalTable(EVENTS);
      Journals events = new DynamoJournals(dynamo.client(), EVENTS);
      for (long version = 1; version <= kept; version++) {
        String body = "{\"from\":\"0x%d\",\"amount\":\"3\"}".formatted(version % 2);
        events.append(new Entry("unattributed", version, "seen", 1, body));
      }
      Map<String, BigInteger> found =
          new CreditedBalances(dynamo, environment(dynamo, secrets)).kept();
      BigInteger sum = found.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      assertEquals(2, found.size());
      assertEquals(BigInteger.valueOf(3L * kept), sum);
    }
  }

  private static Environment environment(EmbeddedDynamo dynamo, EmbeddedSecrets secrets) {
    Map<String, String> variables = new HashMap<>(secrets.environment());
    variables.put("EVENTS_TABLE", EVENTS);
    variables.put("ACCOUNTS_TABLE", "accounts");
    variables.put("MODE", "aws");
    variables.put("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY);
    variables.put("AWS_REGION", EmbeddedDynamo.REGION);
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString());
    return new Environment(variables);
  }
}
