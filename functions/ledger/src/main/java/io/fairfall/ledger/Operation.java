package io.fairfall.ledger;

import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Something that is to happen to an account. Stamps are milliseconds since 1970. */
public sealed interface Operation {

  /**
   * Stakes on a round.
   *
   * @param stampMs when API Gateway received it
   * @param expectedVersion the one account version it may be decided on, if the client insists
   */
  record Bet(
      OperationId id,
      long roundId,
      int seat,
      Wei stake,
      @Nullable Multiplier autoCashout,
      OptionalLong expectedVersion,
      long stampMs)
      implements Operation {
    @Override
    public Trace trace() {
      return Trace.of(
          id.text(),
          "bet",
          roundId,
          seat,
          stake,
          autoCashout == null ? "" : autoCashout,
          expectedVersion);
    }
  }

  /**
   * Takes a bet out of its flight. It needs no key: a bet is cashed out once, whoever asks how
   * often.
   *
   * @param stampMs the effective stamp: the only time that counts
   */
  record Cashout(long betId, long stampMs) implements Operation {
    @Override
    public Trace trace() {
      return Trace.SYSTEM;
    }
  }

  /** Ends every open bet whose outcome is known. */
  record Settle() implements Operation {
    @Override
    public Trace trace() {
      return Trace.SYSTEM;
    }
  }

  /**
   * The house gives, or with a negative amount takes.
   *
   * @param reason why, for the record
   * @param operator who
   */
  record Adjustment(OperationId id, BigInteger amount, String reason, String operator)
      implements Operation {
    @Override
    public Trace trace() {
      return Trace.of(id.text(), "adjustment", amount, reason, operator);
    }
  }

  /** What the account remembers this operation by. */
  Trace trace();

  /**
   * What tells an operation from every other: its key, and a hash over what it asks.
   *
   * @param id empty for an operation of the system's own, which no client can name
   */
  record Trace(String id, String hash) {
    static final Trace SYSTEM = new Trace("", "");

    private static final int HASH_BYTES = 8;

    static Trace of(String id, Object... asked) {
      byte[] text = Arrays.toString(asked).getBytes(StandardCharsets.UTF_8);
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
        return new Trace(
            id,
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(digest, HASH_BYTES)));
      } catch (NoSuchAlgorithmException absent) {
        throw new IllegalStateException("every Java platform has SHA-256", absent);
      }
    }
  }
}
