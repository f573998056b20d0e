package io.fairfall.audit.check;

import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.PayoutId;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.adjustments.ProposalJournal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Since when the house seals its journals in the tables of events and of payouts. Journals of
 * rounds begin all the time, and one that somebody makes up has no sealed entry of its own to tell;
 * so the game tells for all of them: its first sealed entry.
 */
public final class SealingStart {
  /** Where nothing says since when: of accounts' tables, which are judged otherwise. */
  public static final SealingStart UNKNOWN = new SealingStart(null);

  /** How long a release takes, whose writers seal what those before did not. */
  static final long DEPLOYMENT_MS = 3_600_000;

  private static final long CLOCKS_APART_MS = 60_000;

  /** The journals of which there is one, and which have a checkpoint each. */
  private static final Set<String> SINGLE =
      Set.of(
          GameJournal.NAME,
          FairnessEvent.JOURNAL,
          SettingsJournal.NAME,
          HouseJournal.NAME,
          AdjustmentJournal.SINCE,
          ProposalJournal.LIST);

  private static final List<String> MANY =
      List.of(
          "round:",
          "posting:",
          "funding:",
          "witness:",
          "adjusted:",
          "adjustment:",
          PayoutId.PREFIX,
          NonceJournal.PREFIX);

  private final @Nullable Long sinceMs;

  private SealingStart(@Nullable Long sinceMs) {
    this.sinceMs = sinceMs;
  }

  /**
   * Looks it up: by halves, since what stands behind a sealed entry is sealed; then back through
   * the hour in which writers of both kinds may have been at work.
   */
  public static SealingStart read(Journals events) {
    long sealed = 1;
    while (!isSealedOrNone(events, sealed)) {
      sealed *= 2;
    }
    long unsealed = sealed / 2;
    while (sealed - unsealed > 1) {
      long middle = unsealed + (sealed - unsealed) / 2;
      if (isSealedOrNone(events, middle)) {
        sealed = middle;
      } else {
        unsealed = middle;
      }
    }
    Optional<Entry> first = slot(events, sealed);
    Optional<Entry> before = slot(events, unsealed);
    return new SealingStart(
        first
            .map(entry -> before.map(one -> earliest(events, one, entry)).orElse(entry).atMs())
            .orElse(null));
  }

  private static Entry earliest(Journals events, Entry unsealed, Entry sealed) {
    long from = unsealed.atMs() - DEPLOYMENT_MS - CLOCKS_APART_MS;
    Entry earliest = sealed;
    List<Entry> page = before(events, unsealed.version());
    while (!page.isEmpty()) {
      for (Entry entry : page) {
        if (entry.atMs() < from) {
          return earliest;
        }
        earliest = isSealed(entry) ? entry : earliest;
      }
      page = before(events, page.getLast().version());
    }
    return earliest;
  }

  /** Since when a journal must have been sealed, null if nothing says so. */
  @Nullable Long of(String journal) {
    return isAlone(journal) || MANY.stream().anyMatch(journal::startsWith) ? sinceMs : null;
  }

  /**
   * Whether this is one of the house's single journals, so that a checkpoint tells how far it is.
   */
  public static boolean isAlone(String journal) {
    return SINGLE.contains(journal);
  }

  private static boolean isSealedOrNone(Journals events, long slot) {
    return slot(events, slot).map(SealingStart::isSealed).orElse(true);
  }

  private static boolean isSealed(Entry entry) {
    return !entry.seal().equals(MacChain.NONE);
  }

  private static Optional<Entry> slot(Journals events, long slot) {
    return slot < 1
        ? Optional.empty()
        : readable(() -> events.range(GameJournal.NAME, slot, slot)).stream().findFirst();
  }

  /** Newest first. */
  private static List<Entry> before(Journals events, long slot) {
    return readable(() -> events.latest(GameJournal.NAME, slot, Journals.MAX_ENTRIES_PER_READ));
  }

  /** What cannot be read is found where the game is judged. */
  private static List<Entry> readable(Supplier<List<Entry>> read) {
    try {
      return read.get();
    } catch (IllegalStateException unreadable) {
      return List.of();
    }
  }
}
