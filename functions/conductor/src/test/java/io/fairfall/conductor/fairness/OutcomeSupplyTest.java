package io.fairfall.conductor.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Wei;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A house that has used up more chains than one read brings. */
@Tag("integration")
class OutcomeSupplyTest {
  private static final long LENGTH = 300;
  private static final int CHAINS = Journals.MAX_ENTRIES_PER_READ + 50;

  @AutoClose private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final MemoryJournals events = new MemoryJournals();
  private OutcomeSupply supply;
  private List<PublishedHashChain> chains;

  @BeforeEach
  void publish() {
    dynamo.createKeyedTable("secrets");
    SplittableRandom random = new SplittableRandom(1);
    HashChainSecrets secrets = new HashChainSecrets(dynamo.client(), "secrets");
    HashChainProvisioner maker =
        new HashChainProvisioner(
            events,
            secrets,
            LENGTH,
            count -> {
              byte[] bytes = new byte[count];
              random.nextBytes(bytes);
              return bytes;
            },
            InstantSource.system());
    for (long slot = 1; slot <= CHAINS; slot++) {
      assertTrue(maker.commit(slot));
    }
    supply = new OutcomeSupply(events, secrets, maker);
    chains = PublishedHashChain.of(newest(CHAINS));
  }

  @Test
  void theGameAfterOneOfTheNewestPageIsFound() {
    NextGame next = supply.next(played(CHAINS - 1, LENGTH)).orElseThrow();
    assertEquals(id(CHAINS), next.chain().id());
    assertEquals(1, next.game());
    assertEquals(Optional.empty(), supply.next(played(CHAINS, LENGTH)), "there is none yet");
  }

  @Test
  void theGameAfterAnOldOneIsFoundOnAnOlderPage() {
    NextGame next = supply.next(played(7, 5)).orElseThrow();
    assertEquals(id(7), next.chain().id());
    assertEquals(6, next.game());
    assertEquals(id(8), supply.next(played(7, LENGTH)).orElseThrow().chain().id());
  }

  @Test
  void whoHasNeverPlayedBeginsWithTheFirstChainOfAll() {
    NextGame next = supply.next(Optional.empty()).orElseThrow();
    assertEquals(id(1), next.chain().id());
    assertEquals(1, next.game());
  }

  @Test
  void theReserveIsCommittedToInTheSlotBehindTheNewest() {
    supply.replenish(played(CHAINS, LENGTH - OutcomeSupply.RESERVE_GAMES - 1));
    assertEquals(CHAINS, head().version(), "there is enough");
    assertFalse(supply.runsLow(played(CHAINS, LENGTH - OutcomeSupply.RESERVE_GAMES - 1)));
    assertTrue(supply.runsLow(played(CHAINS, LENGTH - OutcomeSupply.RESERVE_GAMES)));
    supply.replenish(played(CHAINS, LENGTH - OutcomeSupply.RESERVE_GAMES));
    assertEquals(CHAINS + 1, head().version());
    supply.replenish(played(CHAINS, LENGTH));
    assertEquals(CHAINS + 1, head().version(), "once");
    assertTrue(supply.next(played(CHAINS, LENGTH)).isPresent());
  }

  @Test
  void aRoundOfAChainThatWasNeverPublishedIsFollowedByNone() {
    Optional<Opened> stray = Optional.of(opened("00", 1));
    assertEquals(Optional.empty(), supply.next(stray));
    assertThrows(IllegalStateException.class, () -> supply.replenish(stray));
    assertEquals(CHAINS, head().version());
  }

  private Entry head() {
    return events.head(FairnessEvent.JOURNAL).orElseThrow();
  }

  private List<Entry> newest(int count) {
    List<Entry> first = events.range(FairnessEvent.JOURNAL, 1, count);
    List<Entry> rest = events.range(FairnessEvent.JOURNAL, first.size() + 1L, count);
    return Stream.concat(first.stream(), rest.stream()).toList();
  }

  private String id(int chain) {
    return chains.get(chain - 1).id();
  }

  private Optional<Opened> played(int chain, long game) {
    return Optional.of(opened(id(chain), game));
  }

  private static Opened opened(String chain, long game) {
    return new Opened(chain, game, "c0", 1, 2, 3, Wei.of(1), Wei.of(2), Wei.of(3), 1);
  }
}
