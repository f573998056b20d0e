package io.fairfall.admin;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What STS says of who signed a request.
 *
 * @param account the AWS account
 * @param arn of a user, of a session of a role, or of the account's root
 */
record CallerIdentity(String account, String arn) {
  private static final Pattern SESSION =
      Pattern.compile("arn:([a-z-]+):sts::(\\d{12}):assumed-role/([\\w+=,.@-]+)/([\\w+=,.@-]+)");
  private static final Pattern USER = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:user/[!-~]+");

  /** Roles of the identity centre: there a session's name is its person's, chosen by nobody. */
  private static final String OF_A_PERSON = "AWSReservedSSO_";

  /** Reads STS' answer to {@code GetCallerIdentity} in JSON. */
  static CallerIdentity read(String json) {
    try {
      Map<?, ?> response = JsonCodec.membersFromStore(json);
      if (response.get("GetCallerIdentityResponse") instanceof Map<?, ?> answer
          && answer.get("GetCallerIdentityResult") instanceof Map<?, ?> result
          && result.get("Account") instanceof String account
          && result.get("Arn") instanceof String arn) {
        return new CallerIdentity(account, arn);
      }
    } catch (BrokenStoreException malformed) {
      // said below
    }
    throw Problem.of(CommonCode.UNAVAILABLE, "STS gave no answer that is understood: repeat.")
        .refusal();
  }

  /**
   * What tells this operator from every other. Who may take a role can be in many sessions of it
   * under names of their choice: they are one operator, and so is everybody else who takes it. Only
   * in roles of the identity centre the session's name is a person.
   *
   * @throws io.fairfall.http.ProblemException {@code FORBIDDEN} if it is no user and no role
   */
  String identity() {
    Matcher session = SESSION.matcher(arn);
    if (session.matches()) {
      String role =
          "arn:%s:iam::%s:role/%s".formatted(session.group(1), session.group(2), session.group(3));
      return session.group(3).startsWith(OF_A_PERSON) ? role + "/" + session.group(4) : role;
    }
    if (USER.matcher(arn).matches()) {
      return arn;
    }
    throw Problem.of(
            CommonCode.FORBIDDEN, "Only users and roles adjust accounts, and you are " + arn + ".")
        .refusal();
  }

  /** Whether it is one of those who may, by what tells it from others; all may if none is named. */
  boolean isAmong(List<String> operators) {
    return operators.isEmpty() || operators.contains(identity());
  }
}
