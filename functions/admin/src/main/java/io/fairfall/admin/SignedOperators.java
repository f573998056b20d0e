package io.fairfall.admin;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.treasury.adjustments.Operator;
import io.fairfall.treasury.adjustments.SignedCommand;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * On AWS an operator signs: Lambda does not tell a function who invoked it. So a command carries a
 * presigned request to STS, {@code GetCallerIdentity}, whose signature covers a digest of this very
 * command to this very function. The function sends it, and STS answers whose key signed it. Nobody
 * can make one for another operator, and one that was seen is of no use for another command, for
 * another function, or five minutes later.
 *
 * <p>What is sent is put together here from the query's parameters: the host is STS' own of this
 * region, whatever the command says.
 */
final class SignedOperators implements OperatorProof {
  /** The member of the command that carries it: the query of the presigned request. */
  static final String PROOF = "proof";

  /** How old a signature may be, and how far a clock may be ahead. */
  static final Duration VALID = Duration.ofMinutes(5);

  private static final int MAX_PROOF = 4_096;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Set<String> PARAMETERS =
      Set.of(
          "Action",
          "Version",
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-Security-Token",
          "X-Amz-SignedHeaders",
          "X-Amz-Signature");

  private final Audience audience;
  private final BiFunction<String, Map<String, String>, String> sts;
  private final InstantSource clock;

  /**
   * Whom a signature must be meant for, and whose it must be.
   *
   * @param function this function's name
   * @param region whose STS is asked
   * @param account whose users and roles may
   * @param operators their ARNs; all of the account where none is named
   */
  record Audience(String function, String region, String account, List<String> operators) {
    String host() {
      return "sts." + region + ".amazonaws.com";
    }
  }

  /**
   * @param sts sends a GET to an address with headers and gives the body of the answer; throws a
   *     {@link ProblemException} if there is none
   */
  SignedOperators(
      Audience audience, BiFunction<String, Map<String, String>, String> sts, InstantSource clock) {
    this.audience = audience;
    this.sts = sts;
    this.clock = clock;
  }

  @Override
  public Operator of(AdminCommand command) {
    if (!(command.members().get(PROOF) instanceof String proof) || proof.length() > MAX_PROOF) {
      throw refused(CommonCode.UNAUTHENTICATED, "proof must be a presigned GetCallerIdentity.");
    }
    if (command.members().containsKey("by")) {
      throw ProblemException.invalid("by is who signs: nobody says it.");
    }
    requireFresh(parameters(proof));
    String body =
        sts.apply(
            "https://" + audience.host() + "/?" + proof,
            Map.of("Accept", "application/json", SignedCommand.HEADER, digest(command)));
    CallerIdentity caller = CallerIdentity.read(body);
    if (!caller.account().equals(audience.account())) {
      throw refused(CommonCode.FORBIDDEN, "Your account is " + caller.account() + ", not ours.");
    }
    if (!caller.isAmong(audience.operators())) {
      throw refused(CommonCode.FORBIDDEN, caller.identity() + " is no operator of this house.");
    }
    return new Operator(caller.arn(), caller.identity());
  }

  private String digest(AdminCommand command) {
    Map<String, String> signed = new TreeMap<>();
    signed.put("action", command.action());
    command
        .members()
        .forEach(
            (name, value) -> {
              if (!name.equals(PROOF)) {
                signed.put(name, text(name, value));
              }
            });
    return SignedCommand.digest(audience.function(), signed);
  }

  private static String text(String name, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw ProblemException.invalid(name + " must be a text.");
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || !pair.matches("[A-Za-z0-9%._~=-]+")) {
        throw refused(CommonCode.UNAUTHENTICATED, "proof is no query of a presigned request.");
      }
      String name = pair.substring(0, equals);
      String value = decoded(pair.substring(equals + 1));
      if (!PARAMETERS.contains(name) || parameters.put(name, value) != null) {
        throw refused(CommonCode.UNAUTHENTICATED, "proof has an unknown parameter, or one twice.");
      }
    }
    boolean isWhatCounts =
        "GetCallerIdentity".equals(parameters.get("Action"))
            && "2011-06-15".equals(parameters.get("Version"))
            && "AWS4-HMAC-SHA256".equals(parameters.get("X-Amz-Algorithm"))
            && ("host;" + SignedCommand.HEADER).equals(parameters.get("X-Amz-SignedHeaders"));
    if (!isWhatCounts) {
      throw refused(
          CommonCode.UNAUTHENTICATED,
          "proof must be GetCallerIdentity, with host and " + SignedCommand.HEADER + " signed.");
    }
    return parameters;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw refused(CommonCode.UNAUTHENTICATED, "proof is no query of a presigned request.");
    }
  }

  /** STS takes a signature for fifteen minutes, whatever it says of itself. */
  private void requireFresh(Map<String, String> parameters) {
    try {
      Instant signed = DATE.parse(parameters.getOrDefault("X-Amz-Date", ""), Instant::from);
      Duration age = Duration.between(signed, clock.instant());
      if (age.abs().compareTo(VALID) <= 0) {
        return;
      }
    } catch (DateTimeException malformed) {
      // said below
    }
    throw refused(
        CommonCode.UNAUTHENTICATED,
        "proof was not signed within five minutes: repeat the command.");
  }

  private static ProblemException refused(CommonCode code, String sentence) {
    return Problem.of(code, sentence).refusal();
  }
}
