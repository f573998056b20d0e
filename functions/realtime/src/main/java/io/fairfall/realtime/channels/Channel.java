package io.fairfall.realtime.channels;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a client can follow. */
public enum Channel {
  /** The {@code game} journal: openings, starts, crashes. For everybody. */
  GAME,
  /** The facts of all rounds, each in a journal of its own. For everybody. */
  ROUNDS,
  /** What everybody may know of the {@code settings} journal. For everybody. */
  SETTINGS,
  /** The signed-in player's own account. For nobody else. */
  ACCOUNT,
  /** The signed-in player's own deposits. For nobody else. */
  DEPOSITS;

  static Optional<Channel> named(String word) {
    return Arrays.stream(values()).filter(channel -> channel.word().equals(word)).findFirst();
  }

  /** Whether it is told to the one player that it is about. */
  public boolean isPrivate() {
    return this == ACCOUNT || this == DEPOSITS;
  }

  /** The name in messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
