package io.fairfall.runner.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairfall.anvil.FreePort;
import io.fairfall.anvil.Leash;
import io.fairfall.anvil.NodeMissingException;
import io.fairfall.runner.problem.CannotStartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The development chain: a node with funded accounts that it signs for, on a free loopback port.
 * Its accounts are derived from a published phrase and are worth nothing anywhere else. The last
 * one is the hot wallet that pays withdrawals; all others are wallets to play with.
 */
public final class DevelopmentChain implements AutoCloseable {
  public static final long CHAIN_ID = 31_337;
  public static final Duration BLOCK_TIME = Duration.ofSeconds(1);

  private static final String NODE_COMMAND = "node";
  private static final int UNREADABLE_STATE = 2;
  private static final int MAX_STARTS = 3;
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration CALL_PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration COPY_EVERY = Duration.ofSeconds(1);
  private static final System.Logger LOG = System.getLogger(DevelopmentChain.class.getName());

  private final Leash leash;
  private final URI url;
  private final List<String> accounts;
  private final Thread copies;

  private DevelopmentChain(Leash leash, URI url, List<String> accounts, Thread copies) {
    this.leash = leash;
    this.url = url;
    this.accounts = accounts;
    this.copies = copies;
  }

  /**
   * Starts the node and waits until it answers.
   *
   * @param packages the folder of the package.json that names anvil, installed with npm
   * @param blockTime whole seconds between blocks
   * @param folder where the chain is kept across restarts; without one each start is a new chain
   * @throws CannotStartException when Node or the package is missing, or the node does not come up
   */
  public static DevelopmentChain start(Path packages, Duration blockTime, Optional<Path> folder)
      throws IOException {
    return start(NODE_COMMAND, packages, blockTime, folder);
  }

  static DevelopmentChain start(
      String nodeCommand, Path packages, Duration blockTime, Optional<Path> folder)
      throws IOException {
    ChainState state = new ChainState(folder);
    try {
      state.awaitEarlierNode();
      return start(nodeCommand, packages, blockTime, state);
    } catch (NodeMissingException missing) {
      throw new CannotStartException(missing.sentence(), missing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("The start was interrupted.", e);
    }
  }

  private static DevelopmentChain start(
      String nodeCommand, Path packages, Duration blockTime, ChainState state)
      throws IOException, InterruptedException {
    String complaints = "";
    for (int attempt = 1; attempt <= MAX_STARTS; attempt++) {
      int port =
          FreePort.find(); // another process may take it before the node does: then once more
      Leash leash = Leash.start(nodeCommand, packages, arguments(port, blockTime, state));
      boolean runs = false;
      try {
        state.writtenBy(leash.nodeProcessId());
        URI url = URI.create("http://127.0.0.1:" + port);
        Optional<List<String>> accounts = awaitAccounts(leash, url);
        if (accounts.isPresent()) {
          state.loaded();
          runs = true;
          return new DevelopmentChain(leash, url, accounts.get(), copies(state));
        }
        complaints = leash.complaints();
        requireAnotherTry(leash.exitCode(), packages, state, complaints);
      } finally {
        if (!runs) {
          leash.close();
        }
      }
    }
    throw new CannotStartException("The development node does not start: " + complaints);
  }

  /** Its JSON-RPC address. */
  public URI url() {
    return url;
  }

  public long processId() {
    return leash.nodeProcessId();
  }

  /** The process between this one and the node. */
  public long leashProcessId() {
    return leash.processId();
  }

  /** Funded accounts that the node signs for, to play with: lower-case addresses. */
  public List<String> wallets() {
    return accounts.subList(0, accounts.size() - 1);
  }

  /** The funded account that withdrawals are paid from: a lower-case address. */
  public String hotWallet() {
    return accounts.getLast();
  }

  /** The key of that account: it follows from the published phrase, so everybody has it. */
  public static final String HOT_WALLET_KEY =
      "0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6";

  /** Ends the node; with a folder it writes its chain first. */
  @Override
  public void close() {
    copies.interrupt();
    leash.close();
  }

  /** Keeps a whole copy of the chain while the node runs. */
  private static Thread copies(ChainState state) {
    return Thread.ofVirtual()
        .name("development-chain-copies")
        .start(
            () -> {
              try {
                while (true) {
                  state.copyWhole();
                  Thread.sleep(COPY_EVERY);
                }
              } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
              } catch (IOException failure) {
                LOG.log(System.Logger.Level.WARNING, "the chain is not copied any more", failure);
              }
            });
  }

  private static List<String> arguments(int port, Duration blockTime, ChainState state) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--quiet",
                "--port",
                Integer.toString(port),
                "--chain-id",
                Long.toString(CHAIN_ID),
                "--block-time",
                Long.toString(blockTime.toSeconds())));
    arguments.addAll(state.nodeArguments());
    return arguments;
  }

  private static void requireAnotherTry(
      int exitCode, Path packages, ChainState state, String complaints) throws IOException {
    if (exitCode == Leash.PACKAGE_MISSING) {
      throw new CannotStartException(
          "The development node is not installed: run npm ci --ignore-scripts in "
              + packages
              + ".");
    }
    if (exitCode == UNREADABLE_STATE && !state.fallBack()) {
      throw new CannotStartException("The development node cannot read its state: " + complaints);
    }
  }

  /** The node's accounts as soon as it answers; empty when it ends instead. */
  private static Optional<List<String>> awaitAccounts(Leash leash, URI url)
      throws InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(CALL_PATIENCE).build()) {
      while (leash.isAlive() && System.nanoTime() < deadline) {
        Optional<JsonNode> id = call(http, url, "eth_chainId");
        if (id.isPresent() && Long.decode(id.get().asText()) == CHAIN_ID) {
          return call(http, url, "eth_accounts").map(DevelopmentChain::addresses);
        }
        Thread.sleep(PAUSE);
      }
    }
    if (leash.isAlive()) {
      throw new CannotStartException(
          "The development node did not answer within %d seconds."
              .formatted(START_PATIENCE.toSeconds()));
    }
    return Optional.empty();
  }

  private static List<String> addresses(JsonNode accounts) {
    List<String> addresses = new ArrayList<>();
    accounts.forEach(account -> addresses.add(account.asText()));
    return List.copyOf(addresses);
  }

  private static Optional<JsonNode> call(HttpClient http, URI url, String method)
      throws InterruptedException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[]}".formatted(method);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(CALL_PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      JsonNode result = new ObjectMapper().readTree(answer).path("result");
      return result.isMissingNode() ? Optional.empty() : Optional.of(result);
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }
}
