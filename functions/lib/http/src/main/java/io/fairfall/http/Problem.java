package io.fairfall.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal as clients see it: RFC 9457 with a stable code.
 *
 * @param detail one sentence that says what to do
 * @param extensions further members, for example the newer account of a {@code VERSION_CONFLICT}
 */
public record Problem(ProblemCode code, String detail, Map<String, Object> extensions) {
  /** After which a client may ask again; over HTTP it stands in {@code Retry-After} too. */
  static final int RETRY_AFTER_SECONDS = 1;

  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, Map.of());
  }

  /** The members in the order in which people read them. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", code.type());
    members.put("title", code.title());
    members.put("status", code.status());
    members.put("detail", detail);
    members.put("code", code.name());
    if (waitingHelps()) {
      members.put("retryAfter", RETRY_AFTER_SECONDS);
    }
    members.putAll(extensions);
    return members;
  }

  /** Whether asking again a little later is likely to find out more. */
  boolean waitingHelps() {
    return code == CommonCode.UNAVAILABLE || code == CommonCode.RATE_LIMITED;
  }

  /** This problem as something to throw while a request is being read. */
  public ProblemException refusal() {
    return new ProblemException(this);
  }
}
