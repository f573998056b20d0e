package io.fairfall.cli.certificate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fairfall verify withdrawals}: the chain has what an export says of payouts. */
@Command(
    name = "withdrawals",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Holds the payouts of an export against the chain, up to a block.",
      "All that the hot wallet has sent is what payouts have signed, to the wei, and each payout that",
      "has ended has ended so on the chain. It asks no server of the house anything."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it holds at all providers",
      "1:it is refused; the sentence says why",
      "2:the command line is wrong",
      "3:unknown: a provider did not answer"
    })
public final class VerifyWithdrawalsCommand implements Callable<Integer> {
  private static final int UNKNOWN = 3;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TO", description = "The last block.")
  private long to;

  @Option(
      names = "--export",
      required = true,
      paramLabel = "FILE",
      description = "What ./fairfall audit --export has written.")
  private Path file = Path.of("");

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "URL",
      description = "A node that has the state of this block. Several, where one may lie.")
  private List<URI> providers = List.of();

  @Override
  public Integer call() {
    CommandLine line = commandLine();
    try {
      check(line.getOut());
      line.getOut().flush();
      return ExitCode.OK;
    } catch (RefusedException refused) {
      line.getErr().println("Refused. " + refused.getMessage());
      return ExitCode.SOFTWARE;
    } catch (UnansweredException unknown) {
      line.getErr().println("Unknown: " + unknown.getMessage());
      return UNKNOWN;
    }
  }

  private void check(PrintWriter out) {
    PayoutExport export = read();
    List<Provider> asked = new ArrayList<>();
    try {
      for (URI url : providers) {
        Provider provider = new Provider(url, asked.size() + 1);
        asked.add(provider);
        WithdrawalsOnChain check = new WithdrawalsOnChain(export, provider, to);
        check.run();
        out.println(check);
      }
    } finally {
      asked.forEach(Provider::close);
    }
  }

  private PayoutExport read() {
    try (Stream<String> lines = Files.lines(file)) {
      return PayoutExport.read(lines);
    } catch (IOException | UncheckedIOException unreadable) {
      throw new CommandLine.ParameterException(
          commandLine(), "This cannot be read: " + file, unreadable);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec.commandLine();
  }
}
