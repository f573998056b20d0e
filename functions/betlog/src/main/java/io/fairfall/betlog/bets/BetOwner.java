package io.fairfall.betlog.bets;

import java.util.List;

/**
 * Whose bet it is.
 *
 * @param player the wallet of a member; of somebody who is none, an address that no wallet has
 * @param userName what they are called in the pool
 */
public record BetOwner(String player, String userName) {
  /** "guest", and zeros: nobody has the key of an address that was chosen and not drawn. */
  private static final String GUEST = "0x6775657374" + "0".repeat(10);

  private static final int HASHED_BYTES = 10;

  public static BetOwner of(PoolUser member) {
    return new BetOwner(member.player(), member.userName());
  }

  /**
   * The member whom a name means, or a guest: somebody whose bets a grader keeps, and who is the
   * same one under every spelling that folds to theirs.
   *
   * @param name as {@link UserName#parse} gives it
   */
  public static BetOwner named(String name, String pool, List<PoolUser> members) {
    String folded = UserName.folded(name);
    return members.stream()
        .filter(member -> UserName.folded(member.userName()).equals(folded))
        .findFirst()
        .map(BetOwner::of)
        .orElseGet(() -> new BetOwner(GUEST + TextHash.of(HASHED_BYTES, pool, folded), name));
  }

  public boolean isGuest() {
    return player.startsWith(GUEST);
  }
}
