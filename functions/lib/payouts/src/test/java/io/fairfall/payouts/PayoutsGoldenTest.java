package io.fairfall.payouts;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.golden.GoldenTable;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Payouts, the owners of nonces and the queue, as they were stored before. */
@Tag("integration")
class PayoutsGoldenTest {
  private static final String TABLE = "payout-queue";
  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private final GoldenTable table = new GoldenTable(DYNAMO.client(), TABLE, "pk", "sk");
  private final PayoutQueue queue = new PayoutQueue(DYNAMO.client(), TABLE);

  @BeforeAll
  static void create() {
    DYNAMO.createKeyedTable(TABLE, "pk", "sk");
  }

  @AfterAll
  static void close() {
    DYNAMO.close();
  }

  @Test
  void everyEntryOfAPayoutIsReadAndWrittenAsItWas() {
    GoldenFile.named("payout")
        .replayEntries(PayoutJson::read, event -> new Said(event.type(), PayoutJson.body(event)))
        .covers(PayoutEvent.class);
  }

  @Test
  void theOwnersOfNoncesAreReadAndWrittenAsTheyWere() {
    GoldenFile.named("nonces")
        .replayEntries(NonceJson::read, event -> new Said(event.type(), NonceJson.body(event)))
        .covers(NonceEvent.class);
  }

  @Test
  void thePlayersListIsReadAndWrittenAsItWas() {
    GoldenFile.named("withdrawals")
        .replayEntries(
            PlayerWithdrawals::read, id -> new Said(PlayerWithdrawals.TYPE, PlayerWithdrawals.BODY))
        .covers();
  }

  @Test
  void theQueueIsReadAndWrittenAsItWas() {
    GoldenFile.named("payout-queue").replay(this::read, this::written).covers();
  }

  private PayoutQueue.Item read(Map<String, AttributeValue> stored) {
    table.hold(stored);
    return queue.list(null).items().getFirst();
  }

  private Map<String, AttributeValue> written(
      PayoutQueue.Item item, Map<String, AttributeValue> stored) {
    table.empty();
    queue.put(item.id());
    PayoutQueue.Progress progress = item.progress();
    if (progress != null) {
      queue.note(item.id(), progress);
    }
    return table.insteadOf(stored);
  }
}
