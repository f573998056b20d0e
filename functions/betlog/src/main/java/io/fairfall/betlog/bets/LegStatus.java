package io.fairfall.betlog.bets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a leg of a bet stands. */
public enum LegStatus {
  /** Not decided yet. */
  OPEN,
  WON,
  LOST,
  /** Exactly on the line: neither won nor lost. */
  PUSH,
  /** It does not count: postponed, abandoned, or agreed upon by the league. */
  VOID;

  /** The name in messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a status.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote it
   */
  static LegStatus named(String word) {
    return Arrays.stream(values())
        .filter(status -> status.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("A leg's status is open, won, lost, push or void."));
  }

  public static List<LegStatus> named(List<String> words) {
    return words.stream().map(LegStatus::named).toList();
  }

  static List<String> words(List<LegStatus> statuses) {
    return statuses.stream().map(LegStatus::word).toList();
  }
}
