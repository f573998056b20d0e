package io.fairfall.beaconclient;

import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.json.InvalidJsonException;
import io.fairfall.json.JsonCodec;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A relay's answer, judged: {@code round} has to be the one that was asked for, {@code signature}
 * the network's of it. Relays add members of their own, which are not looked at: nothing else in an
 * answer is of use.
 *
 * @param beacon there if and only if the outcome is {@link RelayOutcome#VALID}
 */
record RoundAnswer(RelayOutcome outcome, Optional<VerifiedBeacon> beacon) {

  static RoundAnswer failed(RelayOutcome outcome) {
    return new RoundAnswer(outcome, Optional.empty());
  }

  static RoundAnswer judge(BeaconVerifier verifier, BeaconRound round, String body) {
    Map<String, @Nullable Object> members;
    try {
      members = JsonCodec.membersFromClient(body);
    } catch (InvalidJsonException malformed) {
      return failed(RelayOutcome.MALFORMED);
    }
    if (!(members.get("round") instanceof Long number)
        || !(members.get("signature") instanceof String hex)
        || !BeaconSignature.isWellFormed(hex)) {
      return failed(RelayOutcome.MALFORMED);
    }
    if (number != round.number()) {
      return failed(RelayOutcome.WRONG_ROUND);
    }
    Optional<VerifiedBeacon> verified = verifier.verify(round, new BeaconSignature(hex));
    return new RoundAnswer(
        verified.isPresent() ? RelayOutcome.VALID : RelayOutcome.BAD_SIGNATURE, verified);
  }
}
