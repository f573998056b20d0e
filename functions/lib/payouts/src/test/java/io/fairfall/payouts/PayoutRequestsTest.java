package io.fairfall.payouts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Append;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Asked;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a withdrawal that the ledger has on record comes to the sender. */
@Tag("integration")
class PayoutRequestsTest {
  private static final String PLAYER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  private static final PayoutId FIRST = new PayoutId(PLAYER, 7);
  private static final PayoutId SECOND = new PayoutId(PLAYER, 20);

  @AutoClose private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final MacKeys keys = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private final Journals journals =
      new SealedPayouts(new DynamoJournals(dynamo.client(), "payouts"), () -> keys);
  private final PayoutQueue queue = new PayoutQueue(dynamo.client(), "queue");
  private final PayoutJournal payouts = new PayoutJournal(journals, AppendLoop.inRealTime());
  private final PlayerWithdrawals lists = new PlayerWithdrawals(journals);
  private final PayoutRequests requests =
      PayoutRequests.of(
          dynamo.client(),
          "payouts",
          "queue",
          () -> keys,
          AppendLoop.inRealTime(),
          InstantSource.fixed(Instant.ofEpochMilli(9)));

  @BeforeEach
  void tables() {
    dynamo.createJournalTable("payouts");
    dynamo.createKeyedTable("queue", "pk", "sk");
  }

  @Test
  void oneIsListedAskedForAndQueuedOnceHoweverOftenItIsTold() {
    requests.asked(FIRST, Wei.of(5), PLAYER, 3);
    requests.asked(FIRST, Wei.of(5), PLAYER, 4);
    assertEquals(List.of(FIRST), lists.latest(PLAYER, Long.MAX_VALUE, 5));
    PayoutState state = payouts.read(FIRST);
    assertEquals(new Asked(Wei.of(5), PLAYER, 3, 0, 0), state.asked(), "what came first counts");
    assertEquals(1, state.version());
    assertEquals(
        List.of(FIRST), queue.list(null).items().stream().map(PayoutQueue.Item::id).toList());
    assertEquals(9, journals.range(PlayerWithdrawals.journalOf(PLAYER), 7, 7).getFirst().atMs());
  }

  @Test
  void oneThatSomebodyForgedBeforeIsQueuedForTheSenderToNameIt() {
    Asked forged = new Asked(Wei.of(500), PLAYER, 3, 0, 0);
    Entry asked = PayoutJournal.entry(PayoutState.none(FIRST), forged, 3);
    assertInstanceOf(
        Append.Written.class, new DynamoJournals(dynamo.client(), "payouts").append(asked));
    requests.asked(FIRST, Wei.of(5), PLAYER, 3);
    assertEquals(FIRST, queue.list(null).items().getFirst().id());
    assertThrows(BrokenPayoutException.class, () -> payouts.read(FIRST));
  }

  @Test
  void theNewestAreListedFirstBelowAVersion() {
    requests.asked(FIRST, Wei.of(5), PLAYER, 3);
    requests.asked(SECOND, Wei.of(6), PLAYER, 4);
    assertEquals(List.of(SECOND, FIRST), lists.latest(PLAYER, Long.MAX_VALUE, 5));
    assertEquals(List.of(SECOND), lists.latest(PLAYER, Long.MAX_VALUE, 1));
    assertEquals(List.of(FIRST), lists.latest(PLAYER, 20, 5));
  }

  @Test
  void whatCannotBeSentAnywhereIsRefusedBeforeAnythingIsWritten() {
    assertThrows(
        IllegalArgumentException.class, () -> requests.asked(FIRST, Wei.of(5), "0xaway", 3));
    assertTrue(dynamo.contents().isEmpty(), () -> dynamo.contents().toString());
  }
}
