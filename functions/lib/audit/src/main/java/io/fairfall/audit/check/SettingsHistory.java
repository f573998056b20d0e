package io.fairfall.audit.check;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.money.Wei;
import io.fairfall.settings.Setting;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which settings were in force when. All of them are in memory: people change them, and a pause of
 * the house's own is as rare.
 */
public final class SettingsHistory {
  /** A copy of the settings is good for two seconds, and clocks may be a minute apart. */
  static final long MAX_AGE_MS = SettingsJournal.FRESH_MS + 60_000;

  private final List<Change> changes;

  /**
   * @param settings null if the entry is none that can be read: its own check has found it
   */
  private record Change(long atMs, @Nullable Settings settings) {}

  private SettingsHistory(List<Change> changes) {
    this.changes = changes;
  }

  /** Everything that the settings journal has. */
  public static SettingsHistory read(Journals events) {
    List<Change> changes = new ArrayList<>(List.of(new Change(Long.MIN_VALUE, Settings.INITIAL)));
    List<Entry> page = events.range(SettingsJournal.NAME, 1, Long.MAX_VALUE);
    while (!page.isEmpty()) {
      page.forEach(entry -> changes.add(new Change(entry.atMs(), parsed(entry))));
      page = events.range(SettingsJournal.NAME, page.getLast().version() + 1, Long.MAX_VALUE);
    }
    return new SettingsHistory(changes);
  }

  private static @Nullable Settings parsed(Entry entry) {
    try {
      return SettingsJournal.settings(entry);
    } catch (RuntimeException malformed) {
      return null;
    }
  }

  /**
   * The settings that were the newest at some instant near another one.
   *
   * @return nothing if one of them cannot be read, so that anything may have been in force
   */
  Optional<List<Settings>> inForce(long instant) {
    List<Settings> inForce = new ArrayList<>();
    for (int version = 0; version < changes.size(); version++) {
      boolean hadBegun = version == 0 || atMs(version) <= instant + MAX_AGE_MS;
      boolean hadEnded = version + 1 < changes.size() && atMs(version + 1) <= instant - MAX_AGE_MS;
      if (hadBegun && !hadEnded) {
        Settings settings = changes.get(version).settings();
        if (settings == null) {
          return Optional.empty();
        }
        inForce.add(settings);
      }
    }
    return Optional.of(inForce);
  }

  /**
   * The lowest of an amount that was set from an instant to another one, in wei.
   *
   * @param unset what counts where nothing is set
   * @return nothing if one of the settings cannot be read, so that anything may have been set
   */
  Optional<BigInteger> lowest(Setting<Wei> amount, BigInteger unset, long fromMs, long untilMs) {
    BigInteger lowest = null;
    for (int version = 0; version < changes.size(); version++) {
      boolean hadBegun = version == 0 || atMs(version) <= Math.max(fromMs, untilMs);
      boolean hadEnded = version + 1 < changes.size() && atMs(version + 1) <= fromMs;
      if (hadBegun && !hadEnded) {
        Settings settings = changes.get(version).settings();
        if (settings == null) {
          return Optional.empty();
        }
        BigInteger set = settings.find(amount).map(Wei::value).orElse(unset);
        lowest = lowest == null ? set : lowest.min(set);
      }
    }
    return Optional.ofNullable(lowest);
  }

  /** Whether a version had been changed too long before an instant for anybody to go by it. */
  boolean isOutOfDate(long version, long instant) {
    long next = version + 1;
    return next < changes.size() && atMs((int) next) + MAX_AGE_MS < instant;
  }

  private long atMs(int version) {
    return changes.get(version).atMs();
  }
}
