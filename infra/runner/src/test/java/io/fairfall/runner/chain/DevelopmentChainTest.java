package io.fairfall.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairfall.anvil.AnvilPackages;
import io.fairfall.runner.problem.CannotStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real node, installed as {@code ./run} installs it. */
@Tag("integration")
final class DevelopmentChainTest {
  private static final int CONFIRMATIONS = 12;
  private static final Path PACKAGES = AnvilPackages.folder();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @BeforeAll
  static void install() throws Exception {
    AnvilPackages.ready();
  }

  @AfterAll
  static void close() {
    HTTP.close();
  }

  @Test
  void itAnswersMinesAndHasFundedAccounts() throws Exception {
    long node;
    long leash;
    try (DevelopmentChain chain = DevelopmentChain.start(PACKAGES, SECOND, Optional.empty())) {
      node = chain.processId();
      leash = chain.leashProcessId();
      assertEquals("0x7a69", call(chain, "eth_chainId").asText());
      assertTrue(isAlive(node) && isAlive(leash));
      assertTrue(chain.wallets().size() >= 2);
      assertFalse(chain.wallets().contains(chain.hotWallet()));
      assertTrue(number(call(chain, "eth_getBalance", chain.hotWallet(), "latest")).signum() > 0);
      BigInteger block = number(call(chain, "eth_blockNumber"));
      await(() -> number(call(chain, "eth_blockNumber")).compareTo(block) > 0);
    }
    await(() -> !isAlive(node) && !isAlive(leash));
  }

  @Test
  void theChainOutlivesARestart() throws Exception {
    JsonNode hash;
    try (DevelopmentChain chain = DevelopmentChain.start(PACKAGES, SECOND, Optional.of(folder))) {
      await(() -> number(call(chain, "eth_blockNumber")).intValue() >= 1);
      hash = call(chain, "eth_getBlockByNumber", "0x1", false).path("hash");
    }
    try (DevelopmentChain chain = DevelopmentChain.start(PACKAGES, SECOND, Optional.of(folder))) {
      assertEquals(hash, call(chain, "eth_getBlockByNumber", "0x1", false).path("hash"));
    }
  }

  @Test
  void aTornStateFallsBackToTheOneThatLastLoaded() throws Exception {
    DevelopmentChain.start(PACKAGES, SECOND, Optional.of(folder)).close();
    DevelopmentChain.start(PACKAGES, SECOND, Optional.of(folder)).close();
    tear();
    try (DevelopmentChain chain = DevelopmentChain.start(PACKAGES, SECOND, Optional.of(folder))) {
      assertEquals("0x7a69", call(chain, "eth_chainId").asText());
    }
  }

  @Test
  void whatIsKilledWhileItWritesLosesFewerBlocksThanADepositWaitsFor() throws Exception {
    JsonNode hash;
    long newest;
    try (DevelopmentChain chain = DevelopmentChain.start(PACKAGES, SECOND, Optional.of(folder))) {
      await(() -> Files.exists(folder.resolve("state.whole.json")));
      newest = number(call(chain, "eth_blockNumber")).longValue();
      hash = call(chain, "eth_getBlockByNumber", "0x5", false).path("hash");
      assertTrue(ProcessHandle.of(chain.processId()).orElseThrow().destroyForcibly());
    }
    tear();
    try (DevelopmentChain chain = DevelopmentChain.start(PACKAGES, SECOND, Optional.of(folder))) {
      assertTrue(number(call(chain, "eth_blockNumber")).longValue() > newest - CONFIRMATIONS);
      assertEquals(hash, call(chain, "eth_getBlockByNumber", "0x5", false).path("hash"));
    }
  }

  private void tear() throws IOException {
    Path state = folder.resolve("state.json");
    String whole = Files.readString(state);
    Files.writeString(state, whole.substring(0, whole.length() / 2));
  }

  /** The runner's JVM is played by one that starts a chain and is then killed. */
  @Test
  void aKilledRunnerLeavesNoProcessBehindAndLosesNoBlock() throws Exception {
    Process runner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChainHolder.class.getName(),
                PACKAGES.toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> processes;
    try (BufferedReader lines = runner.inputReader(StandardCharsets.UTF_8)) {
      processes =
          List.of(String.valueOf(lines.readLine()).split(" ", -1)).stream()
              .map(Long::valueOf)
              .toList();
    } finally {
      runner.destroyForcibly();
    }
    assertEquals(2, processes.size());
    try (DevelopmentChain chain = DevelopmentChain.start(PACKAGES, SECOND, Optional.of(folder))) {
      assertTrue(number(call(chain, "eth_blockNumber")).intValue() >= 2);
      await(() -> processes.stream().noneMatch(DevelopmentChainTest::isAlive));
    }
  }

  @Test
  void whatIsMissingIsSaidInOneSentence() {
    assertEquals(
        "Node is missing: install Node 20 or newer, for the development chain.",
        refused("no-such-node", PACKAGES));
    assertEquals(
        "The development node is not installed: run npm ci --ignore-scripts in " + folder + ".",
        refused("node", folder));
  }

  private static String refused(String nodeCommand, Path packages) {
    return assertThrows(
            CannotStartException.class,
            () -> DevelopmentChain.start(nodeCommand, packages, SECOND, Optional.empty()))
        .sentence();
  }

  private static JsonNode call(DevelopmentChain chain, String method, Object... parameters) {
    try {
      ObjectMapper json = new ObjectMapper();
      String body =
          json.createObjectNode()
              .put("jsonrpc", "2.0")
              .put("id", 1)
              .put("method", method)
              .set("params", json.valueToTree(parameters))
              .toString();
      HttpRequest request =
          HttpRequest.newBuilder(chain.url())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return json.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .path("result");
    } catch (Exception e) {
      throw new AssertionError(method, e);
    }
  }

  private static BigInteger number(JsonNode quantity) {
    return new BigInteger(quantity.asText().substring(2), 16);
  }

  private static boolean isAlive(long processId) {
    return ProcessHandle.of(processId).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not happen in time");
      Thread.sleep(20);
    }
  }
}
