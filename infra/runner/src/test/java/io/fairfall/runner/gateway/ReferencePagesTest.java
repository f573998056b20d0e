package io.fairfall.runner.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.InstalledPackages;
import io.fairfall.runner.gateway.page.ReferencePages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that show both documents, and all that they are made of, come from this machine. */
@Tag("other-tools")
class ReferencePagesTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path ROOT = MODULE.resolve("../..").normalize();
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void install() throws Exception {
    var _ = InstalledPackages.in(MODULE);
  }

  @Test
  void thePagesAndAllThatTheyLoadAreServedFromHere() throws Exception {
    List<String> loaded = new ArrayList<>();
    try (LoopbackServer server = serve(ROOT)) {
      for (String page : List.of("", "http.html", "socket.html")) {
        HttpResponse<byte[]> answer = get(server, page);
        assertEquals(200, answer.statusCode(), page);
        LOADED
            .matcher(new String(answer.body(), StandardCharsets.UTF_8))
            .results()
            .forEach(match -> loaded.add(match.group(1)));
      }
      for (String path : loaded) {
        assertTrue(!path.contains("//") && !path.startsWith("/"), path);
        assertEquals(200, get(server, path).statusCode(), path);
      }
    }
    assertTrue(loaded.contains("swagger-ui/swagger-ui-bundle.js"), loaded.toString());
    assertTrue(loaded.contains("asyncapi/browser/standalone/index.js"), loaded.toString());
  }

  @Test
  void theDocumentsAreThoseOfTheCheckout() throws Exception {
    try (LoopbackServer server = serve(ROOT)) {
      for (String name : List.of("openapi.yaml", "asyncapi.yaml")) {
        assertArrayEquals(
            Files.readAllBytes(ROOT.resolve("docs/reference").resolve(name)),
            get(server, name).body(),
            name);
      }
    }
  }

  @Test
  void withoutThePackagesASentenceSaysWhatToDo(@TempDir Path empty) throws Exception {
    try (LoopbackServer server = serve(empty)) {
      HttpResponse<byte[]> answer = get(server, "swagger-ui/swagger-ui.css");
      assertEquals(404, answer.statusCode());
      String sentence = new String(answer.body(), StandardCharsets.UTF_8);
      assertTrue(sentence.contains("npm ci --ignore-scripts in infra/runner"), sentence);
      assertEquals(200, get(server, "http.html").statusCode());
      assertEquals(404, get(server, "openapi.yaml").statusCode());
    }
  }

  private static LoopbackServer serve(Path root) {
    LoopbackServer server = new LoopbackServer("reference", 0);
    server.start(List.of(ReferencePages.of(root)));
    return server;
  }

  private static HttpResponse<byte[]> get(LoopbackServer server, String path) throws Exception {
    URI address =
        URI.create("http://localhost:" + server.port() + ReferencePages.PATH + "/" + path);
    return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }
}
