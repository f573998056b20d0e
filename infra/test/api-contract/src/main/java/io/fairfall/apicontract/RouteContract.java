package io.fairfall.apicontract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the routes of one function take beside their paths, held against the document: in words, and
 * by asking for everything else.
 */
public final class RouteContract {
  private static final ApiInputs NOTHING = new ApiInputs(Set.of(), Set.of(), false);

  private final Map<String, ApiInputs> documented = HttpContract.ofThisCheckout().inputs();
  private final Set<String> routes = new TreeSet<>();

  /**
   * The routes of a function.
   *
   * @param firstPaths each with everything below it
   */
  public RouteContract(String... firstPaths) {
    for (String route : documented.keySet()) {
      String path = route.substring(route.indexOf(' ') + 1);
      for (String first : firstPaths) {
        if (path.equals(first) || path.startsWith(first + "/")) {
          routes.add(route);
        }
      }
    }
  }

  /** A function, asked as Lambda asks it. */
  public interface Function {
    /** Answers an event. */
    void handle(InputStream event, OutputStream answer) throws IOException;
  }

  /**
   * What differs.
   *
   * @param taken what the function says that its routes take; a route that it does not name takes
   *     nothing
   * @return what is documented otherwise, what is not refused although no document has it, and what
   *     is not refused by its name, each as a sentence
   */
  public List<String> complaints(Map<String, ApiInputs> taken, Function function) {
    List<String> complaints = new ArrayList<>();
    Set<String> foreign = new TreeSet<>(taken.keySet());
    foreign.removeAll(routes);
    foreign.forEach(route -> complaints.add(route + " is not documented"));
    for (String route : routes) {
      ApiInputs right = documented.getOrDefault(route, NOTHING);
      ApiInputs said = taken.getOrDefault(route, NOTHING);
      if (!right.equals(said)) {
        complaints.add(route + " is documented with " + right + " and takes " + said);
      }
      complaints.addAll(right.complaints(route, event -> answer(function, event)));
    }
    return complaints;
  }

  private static String answer(Function function, String event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      function.handle(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
