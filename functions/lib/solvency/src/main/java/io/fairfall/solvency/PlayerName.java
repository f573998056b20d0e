package io.fairfall.solvency;

import java.util.regex.Pattern;

/** Which texts are names of players in a tree. */
final class PlayerName {
  /** Longer names are of nobody. */
  static final int MAX_CHARS = 128;

  private static final Pattern FORM = Pattern.compile("[!-~]+");

  private PlayerName() {}

  static String require(String player) {
    if (player.length() > MAX_CHARS || !FORM.matcher(player).matches()) {
      throw new IllegalArgumentException("a player's name is 1 to 128 characters of ASCII");
    }
    return player;
  }
}
