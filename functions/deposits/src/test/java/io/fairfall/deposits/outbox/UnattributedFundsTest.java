package io.fairfall.deposits.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalTooLongException;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.TooManyConflictsException;
import io.fairfall.money.Wei;
import io.fairfall.resilience.Backoff;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** What is kept for whoever claims it, in a list that many write to. */
class UnattributedFundsTest {
  private static final long CHAIN = 31_337;
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final int TRIES = 3;

  private final Journals events = new MemoryJournals();
  private final UnattributedFunds here = unattributed(number -> {});

  @Test
  void whatIsKeptTwiceIsKeptOnce() {
    assertTrue(here.keep(transfer("N")));
    assertFalse(here.keep(transfer("N")));
    assertFalse(unattributed(number -> {}).keep(transfer("N")));
    assertEquals(1, here.unclaimed());
  }

  @Test
  void whoLosesAPlaceInTheListTakesTheNext() {
    UnattributedFunds slow = unattributed(number -> keepOther(number == 1));
    assertTrue(slow.keep(transfer("0")));
    assertTrue(slow.keep(transfer("1")), "the place that it remembers is taken as well");
    assertEquals(4, here.unclaimed());
  }

  @Test
  void whoAlwaysLosesDoesNotKnow() {
    UnattributedFunds slow = unattributed(number -> keepOther(true));
    assertThrows(TooManyConflictsException.class, () -> slow.keep(transfer("0")));
    assertEquals(TRIES, here.unclaimed());
    assertTrue(here.find(transfer("0").key()).isEmpty());
  }

  @Test
  void whatWasClaimedFirstCounts() {
    DepositTransfer transfer = transfer("N");
    here.keep(transfer);
    UnattributedFunds.Claim first = new UnattributedFunds.Claim("0xa", "0xa", "signed");
    UnattributedFunds slow = unattributed(number -> here.claim(transfer, first));
    assertEquals(
        first, slow.claim(transfer, new UnattributedFunds.Claim("0xb", "ada", "showed it")));
    assertEquals(0, here.unclaimed());
  }

  @Test
  void ofOneTransactionEverythingNearItsBeginningIsFoundByItsHash() {
    List.of("N", "0", "74", "I0", "I23").forEach(place -> here.keep(transfer(place)));
    here.keep(transfer("75"));
    here.keep(transfer("I24"));
    assertEquals(
        List.of("0", "74", "I0", "I23", "N"),
        here.of(CHAIN, HASH).stream()
            .map(one -> one.key().substring(one.key().lastIndexOf(':') + 1))
            .toList());
    assertTrue(here.find(transfer("75").key()).isPresent(), "by its key");
  }

  @Test
  void theListSaysWhetherOlderOnesAreLeftOut() {
    for (int place = 0; place < 5; place++) {
      here.keep(transfer(Integer.toString(place)));
    }
    assertFalse(here.latest(4).isWhole());
    assertTrue(here.latest(5).isWhole());
    assertEquals(5, here.latest(6).kept().size());
    assertTrue(
        new UnattributedFunds(new MemoryJournals(), InstantSource.system(), loop(n -> {}))
            .latest(1)
            .isWhole());
  }

  @Test
  void aListThatIsTooLongToBeCountedAtOnceIsCountedInTheEnd() {
    int entries = 100 * Journals.MAX_ENTRIES_PER_READ + 50;
    for (int version = 1; version <= entries; version++) {
      String type = version % 2 == 0 ? UnattributedFunds.CLAIMED : UnattributedFunds.SEEN;
      events.append(
          new Entry(UnattributedFunds.LIST, version, version == 50 ? "seen" : type, 1, "{}"));
    }
    assertThrows(JournalTooLongException.class, here::unclaimed);
    assertEquals(2, here.unclaimed());
    assertEquals(2, here.unclaimed());
  }

  private void keepOther(boolean really) {
    if (really) {
      String key = "other " + events.latest(UnattributedFunds.LIST, Long.MAX_VALUE, 200).size();
      assertTrue(here.keep(new DepositTransfer(key, HASH, "0xc", Wei.of(5), null, 7, HASH)));
    }
  }

  private UnattributedFunds unattributed(IntConsumer meanwhile) {
    return new UnattributedFunds(events, InstantSource.system(), loop(meanwhile));
  }

  private static AppendLoop loop(IntConsumer meanwhile) {
    Backoff backoff = new Backoff(AppendLoop.DELAYS, () -> new Random(1), ms -> {});
    AppendListener faster =
        new AppendListener() {
          @Override
          public void decided(String journal, int number) {
            meanwhile.accept(number);
          }
        };
    return new AppendLoop(TRIES, backoff, faster);
  }

  private static DepositTransfer transfer(String place) {
    return new DepositTransfer(
        DepositTransfer.key(CHAIN, HASH, place), HASH, "0xc", Wei.of(5), null, 7, HASH);
  }
}
