package io.fairfall.payouts;

import static io.fairfall.payouts.Payouts.ASKED;
import static io.fairfall.payouts.Payouts.ASSIGNED;
import static io.fairfall.payouts.Payouts.ID;
import static io.fairfall.payouts.Payouts.NOW;
import static io.fairfall.payouts.Payouts.PLAYER;
import static io.fairfall.payouts.Payouts.WALLET;
import static io.fairfall.payouts.Payouts.mined;
import static io.fairfall.payouts.Payouts.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Append;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who can write into the table and has no key can say nothing of a payout. */
class SealedPayoutsTest {
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private static final MacKeys OTHERS = new MacKeys(List.of(new MacKey(1, 0, "x".repeat(32))));
  private static final String NONCES = "nonces:31337:" + WALLET;

  private final MemoryJournals table = new MemoryJournals();
  private final PayoutJournal payouts = new PayoutJournal(sealed(KEYS), AppendLoop.inRealTime());
  private final NonceJournal nonces = new NonceJournal(sealed(KEYS), 31_337, WALLET);

  private SealedPayouts sealed(MacKeys keys) {
    return new SealedPayouts(table, () -> keys);
  }

  @Test
  void whatTheHouseWroteIsReadAsItWasWritten() {
    payouts.ask(ID, ASKED, NOW);
    nonces.open(41, NOW);
    PayoutState claimed = nonces.claim(payouts.read(ID), 41, NOW).orElseThrow();
    PayoutState sent = payouts.append(claimed, pay(1), NOW).orElseThrow();
    PayoutState ended = payouts.append(sent, new Paid(mined(1)), NOW).orElseThrow();
    assertEquals(ended, payouts.read(ID));
    assertEquals(OptionalLong.of(42), nonces.next());
    assertEquals(new NonceEvent.Claimed(ID), nonces.owner(41).orElseThrow());
    List<Entry> stored = table.range(ID.journal(), 1, 9);
    assertEquals(4, stored.size());
    assertTrue(stored.stream().noneMatch(entry -> entry.seal().isEmpty()));
    assertEquals(2, table.range(NONCES, 1, 9).stream().filter(e -> !e.seal().isEmpty()).count());
  }

  @Test
  void aLateSecondSendingFindsItsOwn() {
    PayoutState asked = payouts.ask(ID, ASKED, NOW);
    nonces.open(41, NOW);
    PayoutState first = nonces.claim(asked, 41, NOW).orElseThrow();
    assertEquals(first, nonces.claim(asked, 41, NOW).orElseThrow());
    PayoutState sent = payouts.append(first, pay(1), NOW).orElseThrow();
    assertEquals(sent, payouts.append(first, pay(1), NOW).orElseThrow());
    assertTrue(payouts.append(first, pay(1), NOW + 1).isEmpty());
  }

  @Test
  void theListOfAPlayerHasGapsAndNoSeals() {
    PlayerWithdrawals lists = new PlayerWithdrawals(sealed(KEYS));
    lists.put(ID, NOW);
    assertEquals(List.of(ID), lists.latest(PLAYER, Long.MAX_VALUE, 5));
    assertEquals("", table.head(PlayerWithdrawals.journalOf(PLAYER)).orElseThrow().seal());
    assertEquals(
        1, sealed(KEYS).range(PlayerWithdrawals.journalOf(PLAYER), 1, Long.MAX_VALUE).size());
    assertTrue(sealed(KEYS).head(PlayerWithdrawals.journalOf(PLAYER)).isPresent());
    List<Entry> unsealed = List.of(new Entry("withdrawals:" + PLAYER, 9, "withdrawal", NOW, "{}"));
    assertThrows(IllegalArgumentException.class, () -> sealed(KEYS).appendTogether(unsealed));
  }

  static Stream<PayoutEvent> forged() {
    return Stream.of(
        ASSIGNED, new Refunded(Refunded.DENIED, "ann", null), new PayoutEvent.Approved("ann"));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void whatHasNoSealOrAnotherKeysIsBroken(PayoutEvent event) {
    PayoutState asked = payouts.ask(ID, ASKED, NOW);
    Entry plain = PayoutJournal.entry(asked, event, NOW);
    assertInstanceOf(Append.Written.class, table.append(plain));
    assertThrows(BrokenPayoutException.class, () -> payouts.read(ID));
    assertThrows(MacMismatchException.class, () -> sealed(KEYS).head(ID.journal()));
  }

  @Test
  void anEntryUnderAnotherKeyIsBroken() {
    PayoutState asked = payouts.ask(ID, ASKED, NOW);
    Entry denied = PayoutJournal.entry(asked, new Refunded(Refunded.DENIED, "ann", null), NOW);
    assertInstanceOf(Append.Written.class, sealed(OTHERS).append(denied));
    assertThrows(BrokenPayoutException.class, () -> payouts.read(ID));
  }

  @Test
  void aWholePayoutWithoutSealsIsBroken() {
    Entry asked = PayoutJournal.entry(PayoutState.none(ID), ASKED, NOW);
    assertInstanceOf(Append.Written.class, table.append(asked));
    assertThrows(BrokenPayoutException.class, () -> payouts.read(ID));
    assertThrows(BrokenPayoutException.class, () -> payouts.ask(ID, ASKED, NOW));
  }

  @Test
  void anEntryOfAnotherPayoutIsBrokenWhereItWasPut() {
    PayoutId other = new PayoutId(PLAYER, 8);
    payouts.ask(other, ASKED, NOW);
    Entry theirs = table.head(other.journal()).orElseThrow();
    Entry moved =
        new Entry(ID.journal(), 1, theirs.type(), theirs.atMs(), theirs.body(), theirs.seal());
    assertInstanceOf(Append.Written.class, table.append(moved));
    assertThrows(BrokenPayoutException.class, () -> payouts.read(ID));
    assertEquals(ASKED, payouts.read(other).asked());
  }

  @Test
  void anOwnerOfANonceThatTheHouseDidNotNameIsNoOwner() {
    nonces.open(41, NOW);
    Entry forged = new Entry(NONCES, 2, "claimed", NOW, NonceJson.body(new NonceEvent.Claimed(ID)));
    assertInstanceOf(Append.Written.class, table.append(forged));
    assertThrows(MacMismatchException.class, nonces::next);
    assertThrows(MacMismatchException.class, () -> nonces.owner(41));
    assertFalse(SealedPayouts.isSealed("withdrawals:" + PLAYER));
  }
}
