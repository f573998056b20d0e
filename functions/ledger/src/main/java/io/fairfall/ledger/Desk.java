package io.fairfall.ledger;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.SealKeySource;
import io.fairfall.journal.Seals;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What every attempt works with. */
record Desk(
    Sources sources,
    Bounds bounds,
    Lookup lookup,
    FactFinder facts,
    Heads heads,
    InstantSource clock,
    Supplier<? extends RandomGenerator> jitter,
    Pause pause) {
  private static final int MAX_BACKOFF_MS = 200;
  private static final int FIRST_BACKOFF_MS = 5;
  private static final int MAX_DOUBLINGS = 6;

  static Desk of(
      Sources sources,
      Bounds bounds,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      Pause pause) {
    Lookup lookup = new Lookup(sources, bounds);
    FactFinder facts = new FactFinder(lookup, sources, clock);
    return new Desk(sources, bounds, lookup, facts, new Heads(), clock, jitter, pause);
  }

  Journals accounts() {
    return sources.accounts();
  }

  Game game() {
    return sources.game();
  }

  EntryCodec codec() {
    return game().codec();
  }

  SealKeySource keys() {
    return sources.keys();
  }

  /** The head that was written here last, which may be old by now; or the newest, read. */
  Lookup.Head remembered(String journal) {
    return heads.of(journal).orElseGet(() -> lookup.head(journal));
  }

  /** An account's next entry, as it is stored. */
  Entry sealed(String journal, Lookup.Head head, AccountEntry entry) {
    long nowMs = clock.millis();
    Entry plain = codec().write(journal, entry, nowMs);
    return Seals.seal(plain, head.seal(), keys().get().signingAt(nowMs));
  }

  /** What an accepted operation writes on top of a head. */
  Writing writing(String player, Lookup.Head head, Operation operation, AccountEntry entry) {
    Entry sealed = sealed(Accounts.journalOf(player), head, entry);
    List<Entry> entries =
        Externals.companion(player, operation, entry, clock.millis())
            .map(receipt -> List.of(receipt, sealed))
            .orElseGet(() -> List.of(sealed));
    return new Writing(entries, new Lookup.Head(entry.after(), sealed.seal()));
  }

  /** Waits before another try, with full jitter. */
  void backOff(int attempt) throws InterruptedException {
    int bound = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(attempt, MAX_DOUBLINGS));
    pause.forMs(jitter.get().nextInt(bound + 1));
  }
}
