package io.fairfall.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a route takes beside its path, as the contract documents it. Whatever else a client sends
 * may be something that it meant, spelt otherwise, and is refused by its name: a limit that is not
 * read looks like one that was kept.
 *
 * <p>Headers that are not ours pass: browsers and proxies add what they like. Ours begin with
 * {@code Idempotency}, {@code Cashout} or {@code Fairfall}, also after an {@code X-}.
 *
 * @param query names of parameters in the query
 * @param headers of ours, in lower case; also those that a client may send without effect
 * @param hasBody whether there is a body, which its form reads strictly
 */
public record RouteInputs(Set<String> query, Set<String> headers, boolean hasBody) {
  /** A route that takes nothing. */
  public static final RouteInputs NONE = new RouteInputs(Set.of(), Set.of(), false);

  /** A route that takes a body alone. */
  public static final RouteInputs BODY = new RouteInputs(Set.of(), Set.of(), true);

  private static final Pattern OURS = Pattern.compile("(x-?)?(idempotency|cashout|fairfall).*");
  private static final Pattern REPEATED = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Set<String> NOTHING = Set.of("", "{}");

  /** A route that takes parameters in its query, and no body. */
  public static RouteInputs query(String... names) {
    return new RouteInputs(Set.of(names), Set.of(), false);
  }

  /** The same route, with headers of ours as well. */
  public RouteInputs withHeaders(String... lowerCaseNames) {
    return new RouteInputs(query, Set.of(lowerCaseNames), hasBody);
  }

  /**
   * Refuses a request with something that is not understood.
   *
   * @throws ProblemException {@code VALIDATION}, with a sentence that names it
   */
  void require(Request request) {
    for (String name : request.query().keySet()) {
      if (!query.contains(name)) {
        throw refusal("The query's ", name, query);
      }
    }
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      String name = header.getKey();
      if (!headers.contains(name) && isOurs(name)) {
        throw refusal("The header ", name, headers);
      }
    }
    if (!hasBody && !NOTHING.contains(request.body().strip())) {
      throw ProblemException.invalid("This request has no body: what is in it is not understood.");
    }
  }

  private static boolean isOurs(String name) {
    return OURS.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Only a name that could be one of ours is repeated: an answer is plain, and short. */
  private static ProblemException refusal(String of, String name, Set<String> known) {
    String repeated = REPEATED.matcher(name).matches() ? name : "name";
    return ProblemException.invalid(
        of
            + repeated
            + " is not understood here. "
            + (known.isEmpty()
                ? "This request takes none."
                : "Known are: " + String.join(", ", new TreeSet<>(known)) + "."));
  }
}
