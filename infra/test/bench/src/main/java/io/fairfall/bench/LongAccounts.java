package io.fairfall.bench;

import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeys;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.ledger.Reconciliation;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Few accounts, each very long: a bet is lost though a cashout was in time, then come so many small
 * entries, and then the cashout's stamp is presented again and again. It is paid once, and what its
 * owner waits for does not grow with the account.
 */
final class LongAccounts {
  private static final int PRESENTATIONS = 25;
  private static final int RECONCILED_TOGETHER = 1_000;
  private static final int PACE_MS = 250;
  private static final int ROUNDS = 40;
  private static final long DEPOSIT = 100_000_000;

  private final BusyHouse house;
  private final int entries;
  private final Map<String, Long> stamps = new HashMap<>();
  private final Map<String, Long> bets = new HashMap<>();
  private long reads;

  /**
   * @param entries between a lost bet and its correction
   */
  LongAccounts(
      long seed,
      long endMs,
      MacKeys keys,
      Consumer<Entry> accountSink,
      Consumer<Entry> eventSink,
      int entries) {
    this.entries = entries;
    long longAgoMs = endMs - (long) entries * PACE_MS;
    this.house =
        new BusyHouse(ROUNDS, seed, longAgoMs, keys, accountSink, eventSink, Integer.MAX_VALUE);
  }

  /**
   * Plays it all.
   *
   * @return what was measured, in words
   * @throws IllegalStateException if a correction was paid twice or not at all, or the books of a
   *     player do not add up
   */
  String play(int players) {
    house.commit();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < players; i++) {
      all.add(BusyHouse.player(0, i));
    }
    long round = lose(all);
    for (int i = 0; i < entries; i++) {
      for (String player : all) {
        remind(player, i);
      }
      house.pass(PACE_MS);
    }
    long began = System.nanoTime();
    all.forEach(this::present);
    double presentMs = (System.nanoTime() - began) / 1e6 / players / PRESENTATIONS;
    house.writeFacts();
    house.post(round);
    began = System.nanoTime();
    all.forEach(this::reconcile);
    double reconcileMs = (System.nanoTime() - began) / 1e6 / players;
    return String.format(
        Locale.ROOT,
        "%d accounts of %,d entries: a stamp presented %d times paid once, %.1f ms and %.1f reads"
            + " each; reconciled in %.0f ms.",
        players,
        entries,
        PRESENTATIONS,
        presentMs,
        (double) reads / players / PRESENTATIONS,
        reconcileMs);
  }

  /** Everybody loses a bet in a round that flew for a while; other rounds pass by. */
  private long lose(List<String> all) {
    for (int number = 0; number < ROUNDS; number++) {
      long id = house.open(number);
      for (String player : all) {
        if (number == 0) {
          house.accounts().deposit(player, deposit(player));
        }
        house.bet(player, id).ifPresent(bet -> bets.put(player, bet));
      }
      house.fly(id, Map.of());
      all.forEach(house.accounts()::settle);
      house.writeFacts();
      Round flown = house.game().round(id).orElseThrow();
      RoundEvent.Crashed crashed = Optional.ofNullable(flown.crashed()).orElseThrow();
      long stamp = crashed.crashedAt() - 1;
      if (stamp > flown.startsAt() + PACE_MS && all.stream().allMatch(this::isLost)) {
        all.forEach(player -> stamps.put(player, stamp));
        return id;
      }
      house.post(id);
    }
    throw new IllegalStateException("no round flew");
  }

  /** Whether the newest bet was not won by its automatic target. */
  private boolean isLost(String player) {
    return house.accounts().entries(player, Long.MAX_VALUE, 1).stream()
        .map(BetEntryCodec.INSTANCE::read)
        .anyMatch(
            entry -> entry.releaseOf(known(bets, player)).filter(end -> end.isLost()).isPresent());
  }

  private static Operation.Deposit deposit(String player) {
    return new Operation.Deposit("deposit:1:" + player + ":N", Wei.of(DEPOSIT));
  }

  /** The cheapest entry that a player can write. */
  private void remind(String player, int number) {
    PlayerLimits.Change change = new PlayerLimits.Change(Limits.NONE, 0, 0, 10 + number % 200);
    Answer answer =
        house
            .accounts()
            .protect(
                player,
                new Operation.ChangePlayerLimits(house.id(player), change, house.millis()),
                true);
    require(answer instanceof Answer.Ok, player, "could not write a small entry");
  }

  private void present(String player) {
    Wei before = house.accounts().read(player).available();
    Wei paid = Wei.ZERO;
    for (int i = 0; i < PRESENTATIONS; i++) {
      Answer answer =
          house
              .another(counted())
              .play(player, new Cashout(known(bets, player), known(stamps, player)), true);
      if (answer instanceof Answer.Ok(AccountEntry entry)) {
        paid = entry.correction().orElseThrow().payout();
      }
    }
    require(paid.value().signum() > 0, player, "was not paid");
    require(
        house.accounts().read(player).available().equals(before.plus(paid)),
        player,
        "was paid twice");
  }

  /** As a player reconciles: in stretches, each from where the one before stopped. */
  private void reconcile(String player) {
    Account start = Account.EMPTY;
    boolean hasMore = true;
    while (hasMore) {
      List<AccountEntry> stretch = new ArrayList<>();
      long next = start.version() + 1;
      List<Entry> page = house.accounts().history(player, next, Long.MAX_VALUE);
      while (!page.isEmpty() && stretch.size() < RECONCILED_TOGETHER) {
        page.stream().map(BetEntryCodec.INSTANCE::read).forEach(stretch::add);
        next = page.getLast().version() + 1;
        page = house.accounts().history(player, next, Long.MAX_VALUE);
      }
      hasMore = !page.isEmpty();
      require(
          Reconciliation.of(player, start, stretch, hasMore).matches(),
          player,
          "does not add up after " + start.version());
      start = stretch.getLast().after();
    }
  }

  private Journals counted() {
    return new CountedReads(house.journals(), () -> reads++);
  }

  private static long known(Map<String, Long> numbers, String player) {
    return Optional.ofNullable(numbers.get(player)).orElseThrow();
  }

  private static void require(boolean holds, String player, String what) {
    if (!holds) {
      throw new IllegalStateException(player + " " + what);
    }
  }
}
