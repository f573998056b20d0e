package io.fairfall.conductor;

import io.fairfall.conductor.fairness.HashChainSecrets;
import io.fairfall.conductor.leadership.Lease;
import io.fairfall.conductor.leadership.PresenceDetector;
import io.fairfall.crash.HashChain;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import io.fairfall.treasury.SettlerCursor;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the conductor and the settler keep for themselves, as it was stored before. */
@Tag("integration")
class ConductorGoldenTest {
  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static final GoldenTable WORK = new GoldenTable(DYNAMO.client(), "work", "pk");
  private static final GoldenTable SECRETS = new GoldenTable(DYNAMO.client(), "secrets", "pk");

  @BeforeAll
  static void create() {
    DYNAMO.createKeyedTable("work");
    DYNAMO.createKeyedTable("secrets");
    DYNAMO.createKeyedTable("connections", "pk", "sk");
  }

  @AfterAll
  static void close() {
    DYNAMO.close();
  }

  @Test
  void theLeaseIsReadAndWrittenAsItWas() {
    GoldenFile.named("conductor-lease")
        .replay(
            stored -> {
              WORK.hold(stored);
              return lease("whoever reads").read();
            },
            (state, stored) -> {
              WORK.empty();
              write(state);
              return WORK.insteadOf(stored);
            })
        .covers();
  }

  private static void write(Lease.State state) {
    Lease holder = lease(state.holder());
    long takenAtMs = state.untilMs() - Lease.LEASE_MS;
    holder.take(takenAtMs);
    String successor = state.successor();
    if (successor != null) {
      lease(successor).succeed(state.successorUntilMs() - Lease.LEASE_MS);
    }
    if (state.idle()) {
      holder.rest(takenAtMs);
    }
  }

  private static Lease lease(String holder) {
    return new Lease(DYNAMO.client(), "work", holder);
  }

  @Test
  void theSettlersCursorsAreReadAndWrittenAsTheyWere() {
    GoldenFile.named("settler-cursor")
        .replay(
            stored -> {
              WORK.hold(stored);
              return cursor(stored).read();
            },
            (position, stored) -> {
              WORK.empty();
              cursor(stored).advance(1, position.nextRoundId());
              cursor(stored).keepFailed(position.failed(), Set.of());
              position.aheadRoundId().ifPresent(cursor(stored)::reach);
              return WORK.insteadOf(stored);
            })
        .covers();
  }

  private static SettlerCursor cursor(Map<String, AttributeValue> stored) {
    return key(stored).equals("cursor:house")
        ? SettlerCursor.ofPostings(DYNAMO.client(), "work")
        : SettlerCursor.ofAccounts(DYNAMO.client(), "work");
  }

  @Test
  void aHashChainIsReadAndWrittenAsItWas() {
    GoldenFile.named("hash-chain")
        .replay(
            stored -> {
              SECRETS.hold(stored);
              return secrets().read(idOf(stored)).orElseThrow();
            },
            (chain, stored) -> {
              SECRETS.empty();
              secrets().keep(idOf(stored), chain);
              return SECRETS.insteadOf(stored);
            })
        .covers();
  }

  /** The links follow from what is stored: a chain that is walked again is the same. */
  @Test
  void aSeedGivesTheChainThatItGave() {
    GoldenFile.named("hash-chain")
        .replay(
            stored -> {
              SECRETS.hold(stored);
              return secrets().read(idOf(stored)).orElseThrow();
            },
            (chain, stored) -> {
              SECRETS.empty();
              String seed = chain.checkpoints().getFirst();
              secrets().keep(idOf(stored), HashChain.walk(seed, chain.length()));
              return SECRETS.insteadOf(stored);
            });
  }

  private static HashChainSecrets secrets() {
    return new HashChainSecrets(DYNAMO.client(), "secrets");
  }

  /** A player who polls is there for as long as this says. */
  @Test
  void presenceIsReadAsItWas() {
    GoldenFile.named("presence")
        .replay(
            stored -> {
              WORK.hold(stored);
              long seenAtMs = Long.parseLong(Objects.requireNonNull(stored.get("seenAt")).n());
              PresenceDetector watchers =
                  new PresenceDetector(DYNAMO.client(), "connections", "work");
              return Map.of(
                  "somebodyBeforeItRunsOut",
                      watchers.anybody(seenAtMs + PresenceDetector.PRESENCE_MS - 1),
                  "somebodyAfterwards", watchers.anybody(seenAtMs + PresenceDetector.PRESENCE_MS));
            },
            (there, stored) -> stored);
  }

  private static String idOf(Map<String, AttributeValue> stored) {
    return key(stored).substring("chain:".length());
  }

  private static String key(Map<String, AttributeValue> stored) {
    return Objects.requireNonNull(stored.get("pk")).s();
  }
}
