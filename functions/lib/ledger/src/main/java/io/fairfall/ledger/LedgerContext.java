package io.fairfall.ledger;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeySource;
import io.fairfall.resilience.Pause;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What every attempt works with. */
record LedgerContext(
    LedgerPorts sources,
    Bounds bounds,
    AccountReader lookup,
    ContextLoader facts,
    HeadCache heads,
    InstantSource clock,
    Supplier<? extends RandomGenerator> jitter,
    Pause pause) {
  private static final int MAX_BACKOFF_MS = 200;
  private static final int FIRST_BACKOFF_MS = 5;
  private static final int MAX_DOUBLINGS = 6;

  static LedgerContext of(
      LedgerPorts ports,
      Bounds bounds,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      Pause pause) {
    AccountReader reader = new AccountReader(ports, bounds);
    ContextLoader facts = new ContextLoader(reader, ports, clock);
    return new LedgerContext(ports, bounds, reader, facts, new HeadCache(), clock, jitter, pause);
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

  MacKeySource keys() {
    return sources.keys();
  }

  /** The head that was written here last, which may be old by now; or the newest, read. */
  AccountReader.Head remembered(String journal) {
    return heads.of(journal).orElseGet(() -> lookup.head(journal));
  }

  /** An account's next entry, as it is stored. */
  Entry sealed(String journal, AccountReader.Head head, AccountEntry entry) {
    long nowMs = clock.millis();
    Entry plain = codec().write(journal, entry, nowMs);
    return MacChain.seal(plain, head.seal(), keys().get().signingAt(nowMs));
  }

  /** What an accepted operation writes on top of a head. */
  PendingWrite writing(
      String player, AccountReader.Head head, Operation operation, AccountEntry entry) {
    Entry sealed = sealed(Accounts.journalOf(player), head, entry);
    List<Entry> entries =
        ExternalReceipts.companion(player, operation, entry, clock.millis())
            .map(receipt -> List.of(receipt, sealed))
            .orElseGet(() -> List.of(sealed));
    return new PendingWrite(entries, new AccountReader.Head(entry.after(), sealed.seal()));
  }

  /** Waits before another try, with full jitter. */
  void backOff(int attempt) throws InterruptedException {
    int bound = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(attempt, MAX_DOUBLINGS));
    pause.forMs(jitter.get().nextInt(bound + 1));
  }
}
