package io.fairfall.payouts;

import static io.fairfall.payouts.Payouts.AMOUNT;
import static io.fairfall.payouts.Payouts.ASKED;
import static io.fairfall.payouts.Payouts.ASSIGNED;
import static io.fairfall.payouts.Payouts.CANCELLING;
import static io.fairfall.payouts.Payouts.ID;
import static io.fairfall.payouts.Payouts.NOW;
import static io.fairfall.payouts.Payouts.PLAYER;
import static io.fairfall.payouts.Payouts.WALLET;
import static io.fairfall.payouts.Payouts.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Refunded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How payouts and nonces are written: once, together, and whoever is second sees who was first. */
class JournalsOfPayoutsTest {
  private final MemoryJournals journals = new MemoryJournals();
  private final PayoutJournal payouts = new PayoutJournal(journals, AppendLoop.inRealTime());
  private final NonceJournal nonces = new NonceJournal(journals, 31_337, WALLET);

  @Test
  void whatWasAskedFirstCounts() {
    assertEquals(ASKED, payouts.ask(ID, ASKED, NOW).asked());
    Asked other = new Asked(AMOUNT, PLAYER, NOW, NOW, 1);
    assertEquals(ASKED, payouts.ask(ID, other, NOW + 1).asked());
    assertEquals(1, payouts.read(ID).version());
  }

  @Test
  void whatAPersonSaysTwiceIsWrittenOnceAndWhatCannotBeIsRefused() {
    payouts.ask(ID, new Asked(AMOUNT, PLAYER, NOW, 0, 1), NOW);
    assertEquals(2, payouts.change(ID, new Approved("ann"), NOW).state().version());
    assertEquals(2, payouts.change(ID, new Approved("ann"), NOW).state().version());
    assertTrue(payouts.change(ID, CANCELLING, NOW).refusal().isPresent());
    Refunded denied = new Refunded(Refunded.DENIED, "bob", null);
    assertEquals(denied, payouts.change(ID, denied, NOW).state().end());
    assertEquals(Optional.empty(), payouts.change(ID, denied, NOW).refusal());
    assertTrue(payouts.change(ID, new Approved("eve"), NOW).refusal().isPresent());
  }

  @Test
  void aDenialThatComesAfterTheNonceIsRefused() {
    PayoutState asked = payouts.ask(ID, ASKED, NOW);
    nonces.open(7, NOW);
    assertTrue(nonces.claim(asked, 7, NOW).isPresent());
    PayoutJournal.Changed late = payouts.change(ID, new Refunded("denied", "bob", null), NOW);
    assertTrue(late.refusal().isPresent());
    assertFalse(late.state().isEnded());
  }

  @Test
  void whoAppendsOnAnOldStateWritesNothing() {
    PayoutState asked = payouts.ask(ID, ASKED, NOW);
    PayoutState assigned = payouts.append(asked, ASSIGNED, NOW).orElseThrow();
    assertEquals(Optional.empty(), payouts.append(asked, new Refunded("denied", "bob", null), NOW));
    assertTrue(payouts.append(assigned, pay(1), NOW).isPresent());
    // the very same put, sent twice
    assertTrue(payouts.append(assigned, pay(1), NOW).isPresent());
    assertEquals(Optional.empty(), payouts.append(assigned, pay(1), NOW + 1));
    assertEquals(3, payouts.read(ID).version());
  }

  @Test
  void aNonceAndItsPayoutAreWrittenTogetherOrNotAtAll() {
    assertEquals(OptionalLong.empty(), nonces.next());
    nonces.open(40, NOW);
    nonces.open(99, NOW);
    assertEquals(OptionalLong.of(40), nonces.next());
    PayoutState asked = payouts.ask(ID, ASKED, NOW);
    PayoutState other = payouts.ask(new PayoutId(PLAYER, 8), ASKED, NOW);
    assertEquals(40, nonce(nonces.claim(asked, 40, NOW).orElseThrow()));
    // the same sending again is the same claim
    assertTrue(nonces.claim(asked, 40, NOW).isPresent());
    // the nonce is taken: the other payout gets nothing
    assertEquals(Optional.empty(), nonces.claim(other, 40, NOW));
    assertEquals(1, payouts.read(other.id()).version());
    // the payout has one: a second nonce is not taken
    assertEquals(Optional.empty(), nonces.claim(asked, 41, NOW + 1));
    assertEquals(OptionalLong.of(41), nonces.next());
    assertEquals(Optional.of(new NonceEvent.Claimed(ID)), nonces.owner(40));
    assertEquals(Optional.empty(), nonces.owner(41));
    assertEquals(Optional.empty(), nonces.owner(39));
  }

  @Test
  void aNonceOfAnotherChainOrWalletIsNotOfThisJournal() {
    assertTrue(nonces.isOf(ASSIGNED));
    assertFalse(nonces.isOf(new PayoutEvent.Assigned(1, WALLET, 41)));
    assertFalse(nonces.isOf(new PayoutEvent.Assigned(31_337, PLAYER, 41)));
  }

  @Test
  void aNonceThatWasUsedByHandIsPassedOverOnce() {
    nonces.open(0, NOW);
    assertTrue(nonces.skip(0, "ann", "to the cold wallet", NOW));
    assertFalse(nonces.skip(0, "ann", "to the cold wallet", NOW));
    assertEquals(OptionalLong.of(1), nonces.next());
    NonceJournal afresh = new NonceJournal(journals, 31_337, WALLET);
    assertEquals(Optional.of(new NonceEvent.Skipped("ann", "to the cold wallet")), afresh.owner(0));
  }

  @Test
  void eightSendersAtOnceGiveEachPayoutOneNonceWithoutAGap() throws Exception {
    nonces.open(5, NOW);
    List<PayoutId> ids = new ArrayList<>();
    for (int version = 1; version <= 100; version++) {
      ids.add(new PayoutId(PLAYER, version));
      payouts.ask(ids.getLast(), ASKED, NOW);
    }
    try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      for (int sender = 0; sender < 8; sender++) {
        running.add(senders.submit(() -> ids.forEach(this::assign)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    Set<Long> owned = new HashSet<>();
    for (PayoutId id : ids) {
      PayoutState state = payouts.read(id);
      assertEquals(2, state.version());
      long nonce = nonce(state);
      assertTrue(owned.add(nonce));
      assertEquals(Optional.of(new NonceEvent.Claimed(id)), nonces.owner(nonce));
    }
    assertEquals(OptionalLong.of(105), nonces.next());
  }

  private static long nonce(PayoutState state) {
    return Objects.requireNonNull(state.assigned()).nonce();
  }

  private void assign(PayoutId id) {
    NonceJournal own = new NonceJournal(journals, 31_337, WALLET);
    while (true) {
      PayoutState state = payouts.read(id);
      if (state.assigned() != null || own.claim(state, own.next().orElseThrow(), NOW).isPresent()) {
        return;
      }
    }
  }
}
