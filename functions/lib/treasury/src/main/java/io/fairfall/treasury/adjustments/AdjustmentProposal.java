package io.fairfall.treasury.adjustments;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to give to a player, or with a negative amount to take.
 *
 * @param id names it for ever; it is part of the key of the account's entry
 * @param amount in wei, never zero
 * @param reason why, for the record
 * @param by who proposed it
 * @param base the account's version that the entry's key is made on, where one operator is enough;
 *     null where a second one has to approve
 * @param expiresAtMs from this instant on nobody can approve it, in milliseconds since 1970
 */
public record AdjustmentProposal(
    String id,
    String player,
    BigInteger amount,
    String reason,
    Operator by,
    @Nullable Long base,
    long expiresAtMs) {
  /** How long a proposal waits for a second operator: a week. */
  public static final long WAITS_MS = 7 * 86_400_000L;

  /** The longest reason, in characters. */
  public static final int MAX_REASON = 200;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,22}");
  private static final Pattern PLAYER = Pattern.compile("0x[0-9a-f]{40}");
  private static final BigInteger LIMIT = BigInteger.TEN.pow(Wei.MAX_DIGITS);

  public AdjustmentProposal {
    require(ID.matcher(id).matches(), "an id is 8 to 22 of A-Z a-z 0-9 _ -");
    require(PLAYER.matcher(player).matches(), "a player is an address in lower case");
    require(amount.signum() != 0, "the amount is not 0");
    require(amount.abs().compareTo(LIMIT) < 0, "the amount is below 10^78 wei");
    require(
        !reason.isBlank()
            && reason.length() <= MAX_REASON
            && reason.chars().noneMatch(Character::isISOControl),
        "there is a reason, in one line of at most " + MAX_REASON + " characters");
  }

  /** Whether the one who proposed it may carry it out alone. */
  public boolean isAlone() {
    return base != null;
  }

  /** Whether the same operator asks for the same under the same id. */
  boolean isSame(AdjustmentProposal other) {
    return id.equals(other.id)
        && player.equals(other.player)
        && amount.equals(other.amount)
        && reason.equals(other.reason)
        && !by.isAnother(other.by);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
