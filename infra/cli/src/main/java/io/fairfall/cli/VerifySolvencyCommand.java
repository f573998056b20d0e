package io.fairfall.cli;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.beaconclient.BeaconVerifier;
import io.fairfall.cli.solvency.SolvencyCheck;
import io.fairfall.cli.solvency.SolvencyRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fairfall verify solvency}: what the house owes and has. It asks nobody anything. */
@Command(
    name = "solvency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks a statement of what the house owes and has, and a player's place in it.",
      "It asks no server. docs/reference/solvency-specification.md has the forms of both files."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it holds, and what is known of the wallets comes to what is owed",
      "1:it is refused, by a word of the specification",
      "2:the command line is wrong, or a file cannot be read",
      "3:it holds, and it is unknown whether the house could pay all",
      "4:it holds, and the house has less than it owes"
    })
final class VerifySolvencyCommand implements Callable<Integer> {
  private static final int UNKNOWN = 3;
  private static final int SHORT = 4;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The statement.")
  private Path file = Path.of("");

  @Option(names = "--leaf", paramLabel = "FILE", description = "A player's proof as well.")
  private @Nullable Path leaf;

  @Option(
      names = "--player",
      defaultValue = "",
      paramLabel = "ADDRESS",
      description = "Whose the proof has to be.")
  private String player = "";

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description = "The statement before: this one has to follow on it.")
  private @Nullable Path previous;

  @Override
  public Integer call() {
    PrintWriter out = commandLine().getOut();
    try {
      return check(out);
    } catch (SolvencyRefusedException refused) {
      commandLine().getErr().println("Refused: " + refused.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private int check(PrintWriter out) {
    SolvencyCheck check = SolvencyCheck.of(text(file), VerifySolvencyCommand::isSigned);
    if (previous != null) {
      check.follows(text(previous));
    }
    check.told().forEach(out::println);
    if (leaf != null) {
      BigInteger owed = check.leaf(text(leaf), player);
      out.printf("The proof holds: %s wei of it are this player's.%n", owed);
    }
    if (!check.isOfQuicknet()) {
      out.println(
          "The beacon is one of development: its key is public, and the minute is nobody's.");
    }
    return switch (check.coverage()) {
      case "covered" -> told(out, "It holds, and is covered.", ExitCode.OK);
      case "short" -> told(out, "It holds, and the house has LESS than it owes.", SHORT);
      default -> told(out, "It holds. Whether it is covered is unknown.", UNKNOWN);
    };
  }

  /** Of a network only its key counts for this. */
  private static boolean isSigned(String publicKey, long round, String signature) {
    try {
      return new BeaconVerifier(
              BeaconNetwork.development(publicKey, 0, BeaconNetwork.MAX_PERIOD_MS))
          .verify(new BeaconRound(round), new BeaconSignature(signature))
          .isPresent();
    } catch (IllegalArgumentException noKey) {
      return false;
    }
  }

  private static int told(PrintWriter out, String sentence, int code) {
    out.println(sentence);
    return code;
  }

  private String text(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new CommandLine.ParameterException(
          commandLine(), "This cannot be read: " + path, unreadable);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec.commandLine();
  }
}
