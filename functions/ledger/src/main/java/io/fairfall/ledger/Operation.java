package io.fairfall.ledger;

import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
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
    public Trace trace(int format) {
      Long version = expectedVersion.isPresent() ? expectedVersion.getAsLong() : null;
      String round = Long.toString(roundId);
      String place = Integer.toString(seat);
      return Trace.of(
          id,
          new Fingerprint(
              "bet",
              Arrays.asList(
                  round,
                  place,
                  stake.value().toString(),
                  autoCashout == null ? null : Long.toString(autoCashout.hundredths()),
                  version == null ? null : Long.toString(version)),
              List.of(
                  round,
                  place,
                  stake.value().toString(),
                  autoCashout == null ? "" : format1(autoCashout),
                  version == null ? "OptionalLong.empty" : "OptionalLong[" + version + "]")),
          format);
    }

    /** How format 1 wrote a multiplier: as a decimal number with two places. */
    private static String format1(Multiplier multiplier) {
      long hundredths = multiplier.hundredths();
      String places = Long.toString(hundredths % 100);
      return hundredths / 100 + "." + (places.length() < 2 ? "0" + places : places);
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
    public Trace trace(int format) {
      return Trace.SYSTEM;
    }
  }

  /** Ends every open bet whose outcome is known. */
  record Settle() implements Operation {
    @Override
    public Trace trace(int format) {
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
    static final String NOTE_SEPARATOR = ": ";

    public Adjustment {
      if (operator.contains(NOTE_SEPARATOR)) {
        throw new IllegalArgumentException("an operator's name has no colon and space");
      }
    }

    @Override
    public Trace trace(int format) {
      return Trace.of(
          id, Fingerprint.of("adjustment", amount.toString(), reason, operator), format);
    }

    /** Operator and reason, as entries store them. */
    String note() {
      return operator + NOTE_SEPARATOR + reason;
    }
  }

  /**
   * Money came in from outside.
   *
   * @param key what tells this deposit from every other for ever, like {@code deposit:1:0x…:N}
   */
  record Deposit(String key, Wei amount) implements Operation, External {
    @Override
    public Trace trace(int format) {
      return Trace.SYSTEM;
    }
  }

  /** The balance that a player brings from an older system, once. */
  record Opening(String key, Wei amount) implements Operation, External {
    @Override
    public Trace trace(int format) {
      return Trace.SYSTEM;
    }
  }

  /**
   * The player wants money out. It leaves the account at once; what becomes of it is a paid or a
   * refunded withdrawal.
   *
   * @param to where it shall go
   * @param stampMs when API Gateway received it
   */
  record Withdrawal(OperationId id, Wei amount, String to, long stampMs) implements Operation {
    @Override
    public Trace trace(int format) {
      return Trace.of(id, Fingerprint.of("withdrawal", amount.value().toString(), to), format);
    }
  }

  /**
   * A withdrawal has finally been paid.
   *
   * @param key the withdrawal's
   * @param transaction the hash of the transaction that paid it
   */
  record WithdrawalPaid(String key, Wei amount, String transaction) implements Operation, External {
    @Override
    public Trace trace(int format) {
      return Trace.SYSTEM;
    }
  }

  /** A withdrawal will never be paid: the money comes back. */
  record WithdrawalRefunded(String key, Wei amount, String reason) implements Operation, External {
    @Override
    public Trace trace(int format) {
      return Trace.SYSTEM;
    }
  }

  /**
   * The player changes how they protect themselves.
   *
   * @param stampMs when API Gateway received it
   */
  record Protect(OperationId id, Protection.Change change, long stampMs) implements Operation {
    @Override
    public Trace trace(int format) {
      return Trace.of(id, Fingerprint.of("limits", change.written()), format);
    }
  }

  /** What the world outside asks for, under a key that makes it happen once. */
  sealed interface External {
    String key();

    Wei amount();
  }

  /**
   * What the account remembers this operation by.
   *
   * @param format of the entry that carries it, see {@link AccountEntry#FORMAT}
   */
  Trace trace(int format);

  /**
   * What tells an operation from every other: its key, and a hash over what it asks.
   *
   * @param id empty for an operation of the system's own, which no client can name
   */
  record Trace(String id, String hash) {
    static final Trace SYSTEM = new Trace("", "");

    /** What the account's recent operations know it by. */
    String mark() {
      return id.isEmpty() ? "" : Digest.of(id);
    }

    static Trace of(OperationId id, Fingerprint asked, int format) {
      return new Trace(id.text(), asked.in(format));
    }
  }
}
