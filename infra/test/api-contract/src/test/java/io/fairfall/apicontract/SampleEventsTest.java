package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sample events of both APIs hold requests as they are documented. */
class SampleEventsTest {
  private final HttpContract contract = HttpContract.ofThisCheckout();
  private int requests;
  private int messages;

  @Test
  void samplesAreDocumentedRequests() throws IOException {
    try (Stream<Path> files = Files.list(Document.checkout().resolve("events"))) {
      for (Path file : files.sorted().toList()) {
        JsonNode event = Document.json(Files.readString(file)).orElseThrow();
        if (event.at("/requestContext/http").isObject() && event.has("rawPath")) {
          requireRequest(file, event);
        }
        String action = event.at("/requestContext/routeKey").asText("$none");
        if (event.path("requestContext").has("connectionId") && !action.startsWith("$")) {
          messages++;
          assertEquals(
              List.of(),
              SocketContract.ofThisCheckout().complaintsOfAClient(event.path("body").asText()),
              file.toString());
        }
      }
    }
    assertTrue(requests > 15 && messages > 3, requests + " requests, " + messages + " messages");
  }

  private void requireRequest(Path file, JsonNode event) {
    requests++;
    Map<String, String> headers = new HashMap<>();
    OpenApiDocument.members(event.path("headers"))
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.asText()));
    String query = event.path("rawQueryString").asText();
    ApiExchange asked =
        new ApiExchange(
            event.at("/requestContext/http/method").asText(),
            event.path("rawPath").asText() + (query.isEmpty() ? "" : "?" + query),
            headers,
            event.path("body").asText(),
            0,
            "",
            "");
    ApiOperation operation =
        contract.operations().stream()
            .filter(it -> contract.operationId(asked).filter(it.id()::equals).isPresent())
            .findFirst()
            .orElseThrow(() -> new AssertionError(file.toString()));
    assertEquals(operation.route(), event.path("routeKey").asText(), file.toString());
    assertEquals(List.of(), operation.complaintsOfRequest(asked), file.toString());
  }
}
