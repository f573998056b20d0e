package io.fairfall.crash.bets;

import io.fairfall.ledger.Fingerprint;
import io.fairfall.ledger.GameOperation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Stakes on a round.
 *
 * @param stampMs when API Gateway received it
 * @param expectedVersion the one account version it may be decided on, if the client insists
 */
public record Bet(
    OperationId id,
    long roundId,
    int seat,
    Wei stake,
    @Nullable Multiplier autoCashout,
    OptionalLong expectedVersion,
    long stampMs)
    implements GameOperation {
  @Override
  public Optional<OperationId> key() {
    return Optional.of(id);
  }

  @Override
  public boolean asksSettings() {
    return true;
  }

  @Override
  public RequestFingerprint trace(int format) {
    Long version = expectedVersion.isPresent() ? expectedVersion.getAsLong() : null;
    String round = Long.toString(roundId);
    String place = Integer.toString(seat);
    return RequestFingerprint.of(
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
