package io.fairfall.session;

/**
 * A signed-in player.
 *
 * @param token the bearer token
 * @param player the wallet's address, 0x and 40 lower-case hex digits
 * @param expiresAtMs the token's end, in milliseconds since 1970
 */
public record Session(String token, String player, long expiresAtMs) {
  /** A token is as good as a password for its lifetime, so the text form leaves it out. */
  @Override
  public String toString() {
    return "Session[" + player + "]";
  }
}
