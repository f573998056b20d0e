package io.fairfall.payouts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.payouts.PayoutQueue.Item;
import io.fairfall.payouts.PayoutQueue.Listing;
import io.fairfall.payouts.PayoutQueue.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The queue: what is put in is found, however much there is, until it is taken out. */
@Tag("integration")
class PayoutQueueTest {
  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static final Progress PROGRESS = new Progress("sent", Payouts.hash(1), 0, 12, 5);

  @AfterAll
  static void close() {
    DYNAMO.close();
  }

  private static PayoutQueue queue(String table) {
    DYNAMO.createKeyedTable(table, "pk", "sk");
    return new PayoutQueue(DYNAMO.client(), table);
  }

  @Test
  void whatIsPutInTwiceKeepsHowItStandsAndIsTakenOutOnce() {
    PayoutQueue queue = queue("once");
    queue.note(Payouts.ID, PROGRESS);
    assertEquals(List.of(), queue.list(null).items());
    queue.put(Payouts.ID);
    assertEquals(List.of(new Item(Payouts.ID, null)), queue.list(null).items());
    queue.note(Payouts.ID, PROGRESS);
    queue.put(Payouts.ID);
    assertEquals(List.of(new Item(Payouts.ID, PROGRESS)), queue.list(null).items());
    assertEquals(Optional.of(PROGRESS), queue.find(Payouts.ID));
    queue.remove(Payouts.ID);
    queue.remove(Payouts.ID);
    assertEquals(Optional.empty(), queue.find(Payouts.ID));
    assertEquals(List.of(), queue.list(null).items());
  }

  @Test
  void whatNoLongerWaitsForAnInstantNamesNone() {
    PayoutQueue queue = queue("instants");
    queue.put(Payouts.ID);
    Progress held = new Progress("day_limit", null, 0, 12, 9L, 5);
    queue.note(Payouts.ID, held);
    assertEquals(Optional.of(held), queue.find(Payouts.ID));
    queue.note(Payouts.ID, PROGRESS);
    assertEquals(Optional.of(PROGRESS), queue.find(Payouts.ID));
  }

  @Test
  void aQueueThatIsLongerThanAPageIsListedToItsEnd() {
    PayoutQueue queue = queue("long");
    int count = PayoutQueue.PAGE + 1;
    for (int version = 1; version <= count; version++) {
      queue.put(new PayoutId(Payouts.PLAYER, version));
    }
    Set<PayoutId> found = new HashSet<>();
    Listing first = queue.list(null);
    assertEquals(PayoutQueue.PAGE, first.items().size());
    first.items().forEach(item -> found.add(item.id()));
    Listing second = queue.list(first.after());
    assertNull(second.after());
    second.items().forEach(item -> found.add(item.id()));
    assertEquals(count, found.size());
  }
}
