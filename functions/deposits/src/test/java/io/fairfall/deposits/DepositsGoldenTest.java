package io.fairfall.deposits;

import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.HexPacking;
import io.fairfall.deposits.cursor.IndexerStatus;
import io.fairfall.deposits.cursor.RescanCheckpoint;
import io.fairfall.deposits.outbox.DepositState;
import io.fairfall.deposits.outbox.PlayerWallets;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.PresenceMarker;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.golden.GoldenTable;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalItem;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.json.JsonCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How far the chain was walked, and what was kept and told on the way, as it was stored before. */
@Tag("integration")
class DepositsGoldenTest {
  private static final String TABLE = "work";

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final GoldenTable table = new GoldenTable(DYNAMO.client(), TABLE, "pk");

  @BeforeAll
  static void create() {
    DYNAMO.createKeyedTable(TABLE);
  }

  /** Everything in the item; its status is JSON of its own. */
  private record Indexing(CursorTable.State state, @Nullable IndexerStatus status) {}

  /** Compressed bytes may differ from one Java to the next, so what they hold is compared. */
  @Test
  void theIndexersItemIsReadAndWrittenAsItWas() {
    GoldenFile.named("indexer-cursor")
        .showing(CursorTable.State.class, DepositsGoldenTest::withoutStatus)
        .onlyRead(
            "as text, which the first release wrote",
            "two keys were taken back",
            "as text, one that is owed",
            "with a layout, whose last segments no cursor names any more")
        .replay(this::indexing, this::written)
        .covers();
  }

  private Indexing indexing(Map<String, AttributeValue> stored) {
    table.hold(stored);
    CursorTable.State state = cursors().read().orElseThrow();
    String status = state.status();
    return new Indexing(state, status == null ? null : IndexerStatus.read(status));
  }

  private static Map<String, Object> withoutStatus(CursorTable.State state) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("fence", state.fence());
    shown.put("savedAtMs", state.savedAtMs());
    shown.put("steppedAtMs", state.steppedAtMs());
    if (state.cursor() != null) {
      shown.put("cursor", state.cursor());
    }
    return shown;
  }

  private Map<String, AttributeValue> written(
      Indexing indexing, Map<String, AttributeValue> stored) {
    table.empty();
    CursorTable.State state = indexing.state();
    for (long fence = 0; fence < state.fence(); fence++) {
      cursors().seize(0);
    }
    if (state.cursor() != null) {
      cursors().save(state.fence(), state.cursor(), state.savedAtMs());
    }
    IndexerStatus status = indexing.status();
    if (status != null) {
      cursors().release(state.fence(), status.written(), state.steppedAtMs());
    }
    Map<String, AttributeValue> item = new HashMap<>(table.insteadOf(stored));
    AttributeValue before = stored.get("body");
    AttributeValue after = item.get("body");
    if (before != null && after != null && text(before).equals(text(after))) {
      item.put("body", before);
    }
    item.put("leaseUntil", Objects.requireNonNull(stored.get("leaseUntil")));
    return item;
  }

  private static String text(AttributeValue body) {
    SdkBytes bytes = body.b();
    return bytes == null ? body.s() : HexPacking.text(bytes.asByteArray());
  }

  private static CursorTable cursors() {
    return new CursorTable(DYNAMO.client(), TABLE);
  }

  @Test
  void whatAPlayerWasToldIsReadAndWrittenAsItWas() {
    GoldenFile.named("deposits")
        .replayEntries(
            entry -> JsonCodec.fromStore(DepositState.class, entry.body()),
            state -> new Said(DepositState.TYPE, JsonCodec.write(state)))
        .covers();
  }

  @Test
  void whatWaitsToBeClaimedIsReadAndWrittenAsItWas() {
    GoldenFile.named("unattributed")
        .replayEntries(
            DepositsGoldenTest::keptOrClaimed,
            said ->
                new Said(
                    said instanceof Listed(String type, DepositTransfer _)
                        ? type
                        : UnattributedFunds.CLAIMED,
                    JsonCodec.write(
                        said instanceof Listed(String _, DepositTransfer one) ? one : said)))
        .covers();
  }

  /** A transfer, and whether it was seen or claimed. */
  private record Listed(String type, DepositTransfer transfer) {}

  /** The claim itself stands in the transfer's own journal only. */
  private static Object keptOrClaimed(Entry entry) {
    boolean isClaim =
        entry.type().equals(UnattributedFunds.CLAIMED)
            && !entry.journal().equals(UnattributedFunds.LIST);
    return isClaim
        ? JsonCodec.fromStore(UnattributedFunds.Claim.class, entry.body())
        : new Listed(entry.type(), JsonCodec.fromStore(DepositTransfer.class, entry.body()));
  }

  @Test
  void theRescansPlaceIsReadAndWrittenAsItWas() {
    GoldenFile.named("rescan-place")
        .replay(
            stored -> {
              table.hold(stored);
              return new RescanCheckpoint(DYNAMO.client(), TABLE).next();
            },
            (next, stored) -> {
              table.empty();
              new RescanCheckpoint(DYNAMO.client(), TABLE).move(next.orElseThrow());
              return table.insteadOf(stored);
            });
  }

  @Test
  void visitorsAreReadAndWrittenAsTheyWere() {
    GoldenFile.named("visitors")
        .replay(
            stored -> {
              table.hold(stored);
              long seenAtMs = Long.parseLong(Objects.requireNonNull(stored.get("seenAt")).n());
              PresenceMarker visitors = new PresenceMarker(DYNAMO.client(), TABLE);
              return new Seen(
                  visitors.areThere(seenAtMs + PresenceMarker.COUNTS_MS - 1),
                  visitors.areThere(seenAtMs + PresenceMarker.COUNTS_MS),
                  seenAtMs);
            },
            (seen, stored) -> {
              table.empty();
              new PresenceMarker(DYNAMO.client(), TABLE).came(seen.seenAtMs());
              return table.insteadOf(stored);
            });
  }

  private record Seen(boolean thereBeforeItRunsOut, boolean thereAfterwards, long seenAtMs) {}

  /** Written by sign-in, which has the same file. */
  @Test
  void aWalletThatSignedInIsKnown() {
    GoldenFile.named("wallet")
        .replay(
            stored -> {
              MemoryJournals journals = new MemoryJournals();
              Entry entry = JournalItem.entry(stored);
              journals.append(entry);
              String address = entry.journal().substring("wallet:".length());
              if (!new PlayerWallets(journals).isKnown(address)
                  || !new PlayerWallets(journals).among(Set.of(address)).test(address)) {
                throw new IllegalStateException("is not known");
              }
              return address;
            },
            (address, stored) -> stored);
  }
}
