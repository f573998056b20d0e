package io.fairfall.load;

import java.util.Optional;

/** What an operation was answered: it happened, it did not, or nobody knows yet. */
public sealed interface ClientAnswer {
  /** It happened. */
  record Ok(int status, Tree body) implements ClientAnswer {}

  /** It did not happen, and after the latest attempt never will. */
  record No(int status, String code, Tree body) implements ClientAnswer {}

  /**
   * Not signed in, too many requests, a failure of the house, or no answer at all.
   *
   * @param stamp a cashout's signed stamp, to be presented when it is asked again
   */
  record Unknown(int status, String code, Optional<String> stamp) implements ClientAnswer {
    Unknown(int status, String code) {
      this(status, code, Optional.empty());
    }
  }

  int NO_ANSWER = 0;

  /** Sorts an answer by status; the code is the problem's where there is one. */
  static ClientAnswer of(int status, Tree body, Tree problem) {
    String code = problem.at("code").text().orElse("HTTP_" + status);
    if (status >= 200 && status < 300) {
      return new Ok(status, body);
    }
    boolean definite = status >= 400 && status < 500 && status != 401 && status != 429;
    return definite
        ? new No(status, code, problem)
        : new Unknown(status, code, problem.at("stamp").text());
  }

  /** The code of a refusal; {@code OK} where there is none. */
  default String code() {
    return switch (this) {
      case Ok ok -> "OK";
      case No no -> no.code();
      case Unknown unknown -> unknown.code();
    };
  }

  default boolean isOk() {
    return this instanceof Ok;
  }

  /** The body of an answer that must be a success. */
  default Tree require(String what) {
    if (this instanceof Ok ok) {
      return ok.body();
    }
    throw new IllegalStateException(what + " was answered " + this);
  }
}
