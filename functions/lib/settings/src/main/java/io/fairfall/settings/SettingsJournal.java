package io.fairfall.settings;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.Proposal;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The {@code settings} journal. Readers keep a copy for {@value #FRESH_MS} ms, so a change takes
 * effect within so long; who would refuse something asks for the newest first.
 */
public final class SettingsJournal {
  public static final String NAME = "settings";

  /** How old the copy in memory may become. */
  public static final long FRESH_MS = 2_000;

  private final Journals journals;
  private final InstantSource clock;
  private final AppendLoop loop;
  private volatile @Nullable Copy copy;

  public SettingsJournal(Journals journals, InstantSource clock) {
    this(journals, clock, AppendLoop.inRealTime());
  }

  /** As above, for who keeps a time of their own, or counts conflicts. */
  public SettingsJournal(Journals journals, InstantSource clock, AppendLoop loop) {
    this.journals = journals;
    this.clock = clock;
    this.loop = loop;
  }

  /**
   * Settings and the version that they came with.
   *
   * @param version 0 before the first change
   */
  public record Versioned(long version, Settings settings) {
    public static final Versioned INITIAL = new Versioned(0, Settings.INITIAL);
  }

  private record Copy(Versioned value, long readAtMs) {}

  /**
   * The settings that count now.
   *
   * @param atLeast a version that they must have reached
   * @param fresh whether to read them now; otherwise the copy will do
   * @throws IllegalStateException if the journal has not reached {@code atLeast}
   */
  public Versioned current(long atLeast, boolean fresh) {
    Copy known = copy;
    if (!fresh
        && known != null
        && known.value().version() >= atLeast
        && clock.millis() - known.readAtMs() < FRESH_MS) {
      return known.value();
    }
    long readAtMs = clock.millis();
    Versioned read = journals.head(NAME).map(SettingsJournal::read).orElse(Versioned.INITIAL);
    if (read.version() < atLeast) {
      throw new IllegalStateException("settings are at " + read.version() + ", not " + atLeast);
    }
    copy = new Copy(read, readAtMs);
    return read;
  }

  /**
   * The settings of one version, 0 for the initial ones.
   *
   * @throws IllegalStateException if there is no such version
   */
  public Versioned at(long version) {
    if (version == 0) {
      return Versioned.INITIAL;
    }
    return journals.range(NAME, version, version).stream()
        .map(SettingsJournal::read)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no settings of version " + version));
  }

  /**
   * The newest changes below a version, newest first.
   *
   * @param before {@link Long#MAX_VALUE} for the newest of all
   */
  public List<Entry> latest(long before, int limit) {
    return journals.latest(NAME, before, limit);
  }

  /**
   * Changes the settings, unless they are so already.
   *
   * @param change from what counts now to what shall count
   * @return what counts from now on, under the version that this change has
   * @throws IllegalArgumentException if the result breaks a rule, which the message names
   * @throws io.fairfall.journal.StoreUnavailableException if nobody knows whether it was changed,
   *     or others change the settings all the time
   */
  public Versioned change(UnaryOperator<Settings> change, String reason, String by) {
    return loop.run(
        NAME,
        attempt -> current(0, true),
        (before, attempt) -> changed(before, change.apply(before.settings()), reason, by));
  }

  private Proposal<Versioned> changed(Versioned before, Settings after, String reason, String by) {
    if (after.equals(before.settings())) {
      return Proposal.answer(before);
    }
    long nowMs = clock.millis();
    Versioned next = new Versioned(before.version() + 1, after);
    String body = JsonCodec.write(new SettingsChange(after, reason, by));
    Entry entry = new Entry(NAME, next.version(), SettingsChange.TYPE, nowMs, body);
    return Proposal.write(
        journals,
        entry,
        () -> {
          copy = new Copy(next, nowMs);
          return next;
        });
  }

  /** What an entry says. */
  public static SettingsChange change(Entry entry) {
    return JsonCodec.fromStore(SettingsChange.class, entry.body());
  }

  /** The settings that count from an entry on. */
  public static Settings settings(Entry entry) {
    return change(entry).settings();
  }

  private static Versioned read(Entry entry) {
    return new Versioned(entry.version(), settings(entry));
  }
}
