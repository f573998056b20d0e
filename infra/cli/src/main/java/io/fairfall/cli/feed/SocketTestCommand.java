package io.fairfall.cli.feed;

import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fairfall socket-test}: whether the socket of a house does what it has to. */
@Command(
    name = "socket-test",
    mixinStandardHelpOptions = true,
    description = "Tries the socket of a house: hello, round trips, a break and the way back.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every step went well",
      "1:one did not; its line says why",
      "2:the address is none of a house"
    })
public final class SocketTestCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "URL",
      arity = "0..1",
      defaultValue = "http://localhost:8080",
      description = "The house's address; ${DEFAULT-VALUE} if there is none.")
  private String house = "";

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    URI address =
        socket(house)
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(),
                        "Give an address like http://localhost:8080, not " + house + "."));
    PrintWriter out = command.commandLine().getOut();
    try (HttpClient client = HttpClient.newHttpClient()) {
      boolean isGood =
          new SocketSteps(
                  () -> SocketPlug.open(client, address),
                  step -> out.println(line(step)),
                  System::nanoTime)
              .run();
      out.flush();
      client.shutdownNow();
      return isGood ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private static String line(SocketSteps.Step step) {
    return String.format(
        Locale.ROOT,
        "%-6s %-16s %6d ms  %s",
        step.ok() ? "ok" : "FAILED",
        step.name(),
        step.ms(),
        step.detail());
  }

  /** The socket of a house whose address somebody typed; nothing if it is no http or https one. */
  static Optional<URI> socket(String house) {
    try {
      URI typed = URI.create(house);
      boolean isWeb = "http".equals(typed.getScheme()) || "https".equals(typed.getScheme());
      if (!isWeb || typed.getRawAuthority() == null || typed.getRawQuery() != null) {
        return Optional.empty();
      }
      String path = typed.getRawPath().replaceAll("/+$", "");
      return Optional.of(URI.create(house.replaceFirst("^http", "ws")).resolve(path + "/ws"));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
