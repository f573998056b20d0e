package io.fairfall.betlog;

import io.avaje.jsonb.Json;
import io.fairfall.betlog.bets.PlainText;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.weeks.BetChange;
import io.fairfall.http.ProblemException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What clients send. Absent members are null until they are asked for by name. */
final class RequestDtos {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,36}");
  private static final int MAX_REASON_CHARS = 200;

  private RequestDtos() {}

  /** A pool that shall be. */
  @Json
  record NewPool(
      @Nullable String pool,
      @Nullable String name,
      @Nullable String zone,
      @Nullable String firstDay,
      @Json.Property("user_name") @Nullable String userName) {}

  /** An invitation that shall be. */
  @Json
  record NewInvitation(@Nullable String role, @Nullable Integer uses, @Nullable Integer days) {}

  /** How somebody joins. */
  @Json
  record Joining(@Json.Property("user_name") @Nullable String userName) {}

  /** What a member shall be from now on; {@code none} takes them out. */
  @Json
  record Appointment(@Nullable String role) {}

  /** A bet that shall be. */
  @Json
  record NewBet(
      @Nullable String betId,
      @Json.Property("bet_data") @Nullable Slip slip,
      @Nullable String reason) {}

  /** A bet as it shall be instead. */
  @Json
  record EditedBet(
      @Nullable String changeId,
      @Nullable Long revision,
      @Json.Property("bet_data") @Nullable Slip slip,
      @Nullable String reason) {}

  /** Bets that shall be no more. */
  @Json
  record Deletion(
      @Nullable String changeId, @Nullable List<KnownBet> bets, @Nullable String reason) {}

  /** A bet as the client knows it. */
  @Json
  record KnownBet(@Nullable String betId, @Nullable Long revision) {}

  /** How bets ended. */
  @Json
  record Grades(
      @Nullable String changeId, @Nullable List<GradedBet> bets, @Nullable String reason) {}

  /** How the legs of a bet ended. */
  @Json
  record GradedBet(
      @Nullable String betId,
      @Nullable Long revision,
      @Json.Property("bet_status") @Nullable List<String> betStatus,
      @Json.Property("closing_odds") @Nullable List<String> closingOdds) {}

  /** A file with bets. */
  @Json
  record Import(@Nullable String importId, @Nullable String csv, @Nullable Boolean preview) {}

  /** A name that a client chose. */
  static String id(String name, @Nullable String text) {
    if (text == null || !ID.matcher(text).matches()) {
      throw ProblemException.invalid(name + " is 8 to 36 characters of A-Z a-z 0-9 _ -.");
    }
    return text;
  }

  static long revision(@Nullable Long revision) {
    if (revision == null || revision < 1) {
      throw ProblemException.invalid("revision is that of the bet as you know it.");
    }
    return revision;
  }

  static Slip slip(@Nullable Slip slip) {
    if (slip == null) {
      throw ProblemException.invalid("bet_data is missing.");
    }
    return slip;
  }

  static @Nullable String reason(@Nullable String reason) {
    return checked(() -> PlainText.lineOrNull("reason", reason, MAX_REASON_CHARS));
  }

  /** Between one and {@link BetChange#MAX_BETS} of something. */
  static <T> List<T> some(@Nullable List<T> bets) {
    if (bets == null || bets.isEmpty() || bets.size() > BetChange.MAX_BETS) {
      throw ProblemException.invalid("bets are 1 to " + BetChange.MAX_BETS + " at once.");
    }
    return bets;
  }

  /** What a rule of ours refuses by an exception with a sentence is refused to the client. */
  static <T extends @Nullable Object> T checked(Supplier<T> rule) {
    try {
      return rule.get();
    } catch (IllegalArgumentException refused) {
      throw ProblemException.invalid(String.valueOf(refused.getMessage()));
    }
  }
}
