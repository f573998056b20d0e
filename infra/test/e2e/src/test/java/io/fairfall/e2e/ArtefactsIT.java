package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil;
import io.fairfall.load.RunningFairfall;
import io.fairfall.runner.FirstEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is deployed, taken for itself: how large each artefact is, how many classes its first event
 * takes in a fresh process, and that every sample event is answered by the function it is for. The
 * bounds are in docs/reference/performance.md, and only ever fall.
 */
class ArtefactsIT {
  /** What may lie between a figure and its bound; beyond it the bound is out of date. */
  private static final double SLACK = 0.10;

  private static final int MAX_SECONDS = 900;
  private static final Path ROOT = RunningFairfall.root();

  @TempDir static Path folder = Path.of("");
  private static Anvil node;

  /** Each with the sample events of its functions; the first one is counted. */
  enum Artefact {
    AUTHORIZER(
        "HttpAuthorizerFunction=http-authorizer", "SocketAuthorizerFunction=socket-authorizer"),
    IDENTITY(
        "IdentityFunction=session-nonce",
        "IdentityFunction=session",
        "IdentityFunction=socket-ticket"),
    CRASH_API(
        "PlayFunction=bet",
        "PlayFunction=cashout",
        "PlayFunction=socket-bet",
        "PlayFunction=socket-cashout",
        "PlayFunction=account",
        "PlayFunction=account-entries",
        "PlayFunction=protect",
        "PlayFunction=protection",
        "PlayFunction=reconciliation",
        "PlayFunction=rounds",
        "PlayFunction=rounds-current",
        "PlayFunction=round",
        "PlayFunction=fairness",
        "PlayFunction=withdraw",
        "PlayFunction=withdrawals",
        "PlayFunction=withdrawal",
        "PlayFunction=solvency",
        "PlayFunction=solvency-proof",
        "FaucetFunction=faucet"),
    CONDUCTOR(
        "ConductorFunction=schedule-tick",
        "SettlerFunction=schedule-tick",
        "SettlerFunction=events-stream"),
    REALTIME(
        "BroadcasterFunction=events-stream",
        "ProjectorFunction=accounts-stream",
        "FanoutFunction=fanout",
        "SocketsFunction=socket-connect",
        "SocketsFunction=socket-hello",
        "SocketsFunction=socket-ping",
        "SocketsFunction=socket-default",
        "SocketsFunction=socket-disconnect"),
    BETLOG("BetLogFunction=week-bet"),
    DEPOSITS(
        "IndexerFunction=schedule-tick",
        "RescanFunction=schedule-tick",
        "DepositsFunction=deposits",
        "DepositsFunction=deposits-claim",
        "DepositsFunction=deposits-history",
        "DepositsFunction=indexer-health"),
    WITHDRAWALS("WithdrawalsFunction=schedule-tick", "SolvencyFunction=schedule-tick"),
    ADMIN(
        "OperationsFunction=admin-health",
        "OperationsFunction=admin-adjust-propose",
        "OperationsFunction=admin-adjust-approve",
        "OperationsFunction=admin-adjust-reject",
        "OperationsFunction=admin-adjust-show",
        "OperationsFunction=admin-adjust-list",
        "OperationsFunction=admin-audit-last",
        "OperationsFunction=admin-deposits-reprocess",
        "OperationsFunction=admin-deposits-status",
        "OperationsFunction=admin-house-fund",
        "OperationsFunction=admin-house-show",
        "OperationsFunction=admin-migrate-open",
        "OperationsFunction=admin-settings-change",
        "OperationsFunction=admin-settings-history",
        "OperationsFunction=admin-settings-show",
        "AuditorFunction=schedule-tick");

    private final String events;

    Artefact(String... events) {
      this.events = String.join(" ", events);
    }

    List<String> events() {
      return List.of(events.split(" ", -1));
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String zip() {
      return "functions/%s/target/%s.zip".formatted(word(), word());
    }
  }

  @BeforeAll
  static void start() throws Exception {
    node = Anvil.start();
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void everySampleEventIsForAFunction() throws IOException {
    Collection<String> used = new TreeSet<>();
    for (Artefact artefact : Artefact.values()) {
      artefact.events().forEach(pair -> used.add(pair.substring(pair.indexOf('=') + 1)));
    }
    try (Stream<Path> samples = Files.list(ROOT.resolve("events"))) {
      Collection<String> there = new TreeSet<>();
      samples.forEach(file -> there.add(file.getFileName().toString().replace(".json", "")));
      assertEquals(there, used);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anArtefactIsNoLargerThanItWasAndAnswersItsSamples(Artefact artefact) throws Exception {
    Bound bound = Bound.of(artefact);
    List<String> said = run(artefact);
    Map<Integer, String> jars = new TreeMap<>();
    int classes = 0;
    for (String line : said) {
      if (line.startsWith("classes ")) {
        String[] words = line.split(" ", 3);
        classes += Integer.parseInt(words[1]);
        jars.merge(Integer.valueOf(words[1]), words[2], (one, other) -> one + ", " + other);
      }
    }
    long kilobytes = Math.ceilDiv(Files.size(ROOT.resolve(artefact.zip())), 1_000);
    System.out.printf("%s: %,d kB, %,d classes %s%n", artefact.word(), kilobytes, classes, jars);
    for (String pair : artefact.events()) {
      assertTrue(
          said.stream().anyMatch(line -> line.startsWith("answered " + pair + " ")),
          () -> pair + " was not answered: " + String.join("\n", said));
    }
    assertWithin(artefact.word() + ".zip in kB", bound.kilobytes(), kilobytes);
    assertWithin("classes of " + artefact.word(), bound.classes(), classes);
  }

  private static void assertWithin(String what, long bound, long is) {
    assertTrue(is <= bound, "%s: %,d, more than %,d".formatted(what, is, bound));
    assertTrue(
        is >= bound * (1 - SLACK),
        "%s: only %,d: lower the bound of %,d".formatted(what, is, bound));
  }

  /** What a process of its own says of its functions. */
  private static List<String> run(Artefact artefact) throws Exception {
    Path log = folder.resolve(artefact.word() + "-classes.log");
    Path output = folder.resolve(artefact.word() + ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                FirstEvents.class.getName(),
                ROOT.toString(),
                node.url().toString(),
                artefact.zip(),
                log.toString()));
    command.addAll(artefact.events());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    List<String> said = Files.readAllLines(output);
    assertTrue(ended && process.exitValue() == 0, () -> String.join("\n", said));
    return said;
  }

  /** A row of the table in the document. */
  private record Bound(long kilobytes, long classes) {
    static Bound of(Artefact artefact) throws IOException {
      return Files.readAllLines(ROOT.resolve("docs/reference/performance.md")).stream()
          .filter(line -> line.startsWith("| " + artefact.word() + ".zip |"))
          .map(line -> line.replace(",", "").split("\\|", -1))
          .map(row -> new Bound(Long.parseLong(row[2].strip()), Long.parseLong(row[3].strip())))
          .findFirst()
          .orElseThrow(() -> new AssertionError(artefact + " has no bound in performance.md"));
    }
  }
}
