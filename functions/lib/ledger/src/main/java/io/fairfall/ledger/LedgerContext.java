package io.fairfall.ledger;

import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeySource;
import io.fairfall.resilience.Backoff;
import io.fairfall.resilience.LruCache;
import io.fairfall.resilience.Pause;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What every attempt works with.
 *
 * @param heads written here, so that who credits one player again and again need not read what they
 *     have just written. A remembered head may be old by now: then the slot after it is taken, and
 *     whoever built on it reads the newest and decides again
 * @param conflicts is told of the slots that were lost to others
 */
record LedgerContext(
    LedgerPorts sources,
    Bounds bounds,
    AccountReader lookup,
    ContextLoader facts,
    LruCache<String, AccountReader.Head> heads,
    InstantSource clock,
    Backoff backoff,
    AppendListener conflicts) {
  /**
   * Shorter than other writers' at the end: who is tried most patiently ({@link
   * Bounds#patientTries}) still has an answer within the ten seconds of a function.
   */
  static final Backoff.Delays DELAYS = new Backoff.Delays(5, 200);

  static LedgerContext of(
      LedgerPorts ports,
      Bounds bounds,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      Pause pause,
      AppendListener conflicts) {
    AccountReader reader = new AccountReader(ports, bounds);
    ContextLoader facts = new ContextLoader(reader, ports, clock);
    Backoff backoff = new Backoff(DELAYS, jitter, pause);
    return new LedgerContext(
        ports, bounds, reader, facts, bounds.rememberedHeads(), clock, backoff, conflicts);
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

  /** The loop for an operation, with as many tries as its outcome is worth. */
  AppendLoop loop(Operation operation) {
    int tries = operation.isPatient() ? bounds.patientTries() : bounds.tries();
    return new AppendLoop(tries, backoff, conflicts);
  }

  /** The head that was written here last, which may be old by now; or the newest, read. */
  AccountReader.Head remembered(String journal) {
    return heads.get(journal).orElseGet(() -> lookup.head(journal));
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
}
