package io.fairfall.runner.iam;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What one function may do: IAM's rule that a denial beats a permission and silence denies. */
record Policy(String function, List<Statement> statements) {

  /**
   * @throws PolicyNotUnderstoodException when a statement says more than is enforced here
   */
  static Policy read(String function, JsonNode statements) {
    return new Policy(function, statements.asArray().stream().map(Statement::read).toList());
  }

  /** Why the access is denied, as a sentence; empty when it is allowed. */
  Optional<String> denial(Access access) {
    boolean denied = false;
    boolean allowed = false;
    for (Statement statement : statements) {
      if (statement.appliesTo(access)) {
        allowed |= statement.allows();
        denied |= !statement.allows();
      }
    }
    if (denied) {
      return Optional.of(sentence(access, "a statement of its policy denies it"));
    }
    return allowed
        ? Optional.empty()
        : Optional.of(sentence(access, "no statement of its policy allows it"));
  }

  private String sentence(Access access, String why) {
    String keys =
        access.leadingKeys().isEmpty()
            ? ""
            : " with the keys " + String.join(", ", access.leadingKeys());
    return "%s is not authorized to perform %s on %s%s: %s."
        .formatted(function, access.action(), access.resource(), keys, why);
  }
}
