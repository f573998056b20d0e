package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteContractTest {
  private static final Path FUNCTIONS = Document.checkout().resolve("functions");
  private static final Pattern FIRST_PATH = Pattern.compile("\"(/[a-z0-9/-]+)\"");

  /** The runner's own routes are no function's. */
  private static final String RUNNERS = "/dev/";

  private final Map<String, ApiInputs> documented = HttpContract.ofThisCheckout().inputs();

  @Test
  void everyDocumentedRouteIsHeldAgainstItsFunctionByARouteInputsTest() throws IOException {
    Set<String> firstPaths = new TreeSet<>();
    try (Stream<Path> files = Files.walk(FUNCTIONS)) {
      for (Path file : files.filter(path -> path.endsWith("RouteInputsTest.java")).toList()) {
        FIRST_PATH
            .matcher(Files.readString(file))
            .results()
            .forEach(path -> firstPaths.add(path.group(1)));
      }
    }
    Set<String> missing = new TreeSet<>();
    for (String route : documented.keySet()) {
      String path = route.substring(route.indexOf(' ') + 1);
      boolean isHeld =
          firstPaths.stream().anyMatch(first -> path.equals(first) || path.startsWith(first + "/"));
      if (!isHeld && !path.startsWith(RUNNERS)) {
        missing.add(route);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void aFunctionThatTakesEverythingIsFoundOut() {
    List<String> complaints =
        new RouteContract("/v1/rounds")
            .complaints(
                Map.of(),
                (event, answer) ->
                    answer.write("{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8)));
    assertTrue(complaints.stream().anyMatch(it -> it.contains("GET /v1/rounds is documented")));
    assertTrue(complaints.stream().anyMatch(it -> it.contains("limits")), complaints::toString);
    assertTrue(complaints.stream().anyMatch(it -> it.contains("x-idempotency-key")));
  }

  @Test
  void aFunctionThatRefusesWithoutANameIsFoundOut() {
    String refusal = "{\"statusCode\":400,\"body\":\"{\\\"code\\\":\\\"VALIDATION\\\"}\"}";
    List<String> complaints =
        new RouteContract("/v1/fairness")
            .complaints(
                Map.of("GET /v1/fairness", new ApiInputs(Set.of(), Set.of(), false)),
                (event, answer) -> answer.write(refusal.getBytes(StandardCharsets.UTF_8)));
    assertFalse(complaints.isEmpty());
  }

  @Test
  void whatIsDocumentedOfARouteIsReadWithWhatItIgnores() {
    assertEquals(
        Set.of("before", "limit"),
        Objects.requireNonNull(documented.get("GET /v1/account/entries")).query());
    assertEquals(
        Set.of("cashout-stamp", "idempotency-attempt", "idempotency-key"),
        Objects.requireNonNull(documented.get("POST /v1/bets/{betId}/cashout")).headers());
    assertFalse(Objects.requireNonNull(documented.get("POST /v1/bets/{betId}/cashout")).hasBody());
    assertTrue(Objects.requireNonNull(documented.get("POST /v1/bets")).hasBody());
  }
}
