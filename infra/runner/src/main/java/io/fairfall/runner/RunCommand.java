package io.fairfall.runner;

import io.fairfall.runner.gateway.page.ReferencePages;
import io.fairfall.runner.problem.CannotStartException;
import io.fairfall.runner.template.TemplateException;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairfall run}, which is what {@code ./run} calls. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the whole system of template.yaml on this machine.")
public final class RunCommand implements Callable<Integer> {
  private static final int WEI_DECIMALS = 18;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port for everything that a browser needs (default ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep all state in this folder across restarts (default: in memory).")
  private @Nullable Path data;

  @Option(names = "--fast", description = "Short rounds, for tests.")
  private boolean fast;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Value for a parameter of template.yaml; may be given several times.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--bankroll",
      paramLabel = "ETHER",
      defaultValue = RunOptions.DEFAULT_BANKROLL,
      description = {
        "What the house begins with (default ${DEFAULT-VALUE}); given once, however often it starts.",
        "With 0 it has what ./fairfall house fund gives it, and takes no bets before."
      })
  private BigDecimal bankroll = new BigDecimal(RunOptions.DEFAULT_BANKROLL);

  @Option(names = "--root", hidden = true, defaultValue = "${env:FAIRFALL_ROOT:-.}")
  private Path root = Path.of(".");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logger.getLogger("").setLevel(Level.WARNING); // the servers' own chatter
    PrintStream out = System.out;
    if (bankroll.signum() < 0 || bankroll.stripTrailingZeros().scale() > WEI_DECIMALS) {
      return refuse("--bankroll is ether, 0 or more, with at most " + WEI_DECIMALS + " decimals.");
    }
    RunOptions options =
        new RunOptions(root, port, Optional.ofNullable(data), fast, parameters, bankroll);
    Runner runner = new Runner(options, line -> out.println(line + " …"));
    Runtime.getRuntime().addShutdownHook(new Thread(runner::close, "stop"));
    try {
      runner.start();
    } catch (CannotStartException e) {
      return refuse(e.sentence());
    } catch (TemplateException e) {
      return refuse(e.sentence());
    }
    out.println("Fairfall is ready at " + runner.origin());
    out.println("Its APIs, to read and to try: " + runner.origin() + ReferencePages.PATH + "/");
    new CountDownLatch(1).await(); // until a signal ends the process
    return 0;
  }

  private static int refuse(String sentence) {
    System.err.println(sentence);
    return 1;
  }
}
