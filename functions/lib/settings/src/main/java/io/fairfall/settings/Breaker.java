package io.fairfall.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * How a part of the system stops the betting by itself. Cashouts go on, and only an operator lets
 * bets in again.
 */
public final class Breaker {
  /** The metric that an alarm watches: somebody has to look. */
  public static final String METRIC = "BettingPausedByItself";

  /** The longest reason that a change carries, in characters. */
  public static final int MAX_REASON = 200;

  private final SettingsJournal settings;
  private final Alarm alarm;

  /**
   * @param alarm where the metric is counted
   */
  public Breaker(SettingsJournal settings, Alarm alarm) {
    this.settings = settings;
    this.alarm = alarm;
  }

  /** Who pauses by itself. The names stand in the journal, and no operator can take one. */
  public enum Part {
    /** It found a difference. */
    AUDIT,
    /** It is too small. */
    BANKROLL,
    /** It cannot follow the chain. */
    INDEXER;

    /** The name in the journal. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a name is a part's, in any case. */
    public static boolean isNamed(String name) {
      return Arrays.stream(values()).anyMatch(part -> part.name().equalsIgnoreCase(name));
    }
  }

  /** Counts something that somebody must know. */
  @FunctionalInterface
  public interface Alarm {
    void count(String metric, Map<String, String> facts);
  }

  /**
   * Pauses betting; where it is paused already nothing is written. The alarm is raised in any case,
   * and first: it must sound even where the store does not answer.
   *
   * @param reason why, in a sentence; what is longer than {@value #MAX_REASON} characters is cut
   * @return whether bets were taken until now
   */
  public boolean pauseBetting(Part part, String reason) {
    String shortened = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    alarm.count(METRIC, Map.of("by", part.word(), "reason", shortened));
    boolean open = !settings.current(0, true).settings().bettingPaused();
    settings.change(Settings::pauseBetting, shortened, part.word());
    return open;
  }
}
