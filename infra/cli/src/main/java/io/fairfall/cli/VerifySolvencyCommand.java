package io.fairfall.cli;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.beaconclient.BeaconVerifier;
import io.fairfall.cli.solvency.SolvencyCheck;
import io.fairfall.cli.solvency.SolvencyDownload;
import io.fairfall.cli.solvency.SolvencyDownloadException;
import io.fairfall.cli.solvency.SolvencyRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fairfall verify solvency}: what the house owes and has. */
@Command(
    name = "solvency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks a statement of what the house owes and has, and a player's place in it.",
      "With a FILE it asks no server; with --url it fetches the newest statement and the one before.",
      "docs/reference/solvency-specification.md has the forms of both files."
    },
    exitCodeListHeading = "%nExit codes:%n",
    footer = {
      "",
      "For example:",
      "  ./fairfall verify solvency --url https://house.example",
      "  ./fairfall verify solvency --url https://house.example --token-file token.txt",
      "  ./fairfall verify solvency statement.json --leaf proof.json"
    },
    exitCodeList = {
      "0:it holds, and what is known of the wallets comes to what is owed",
      "1:it is refused, by a word of the specification",
      "2:the command line is wrong, a file cannot be read, or the house does not answer",
      "3:it holds, and it is unknown whether the house could pay all",
      "4:it holds, and the house has less than it owes"
    })
final class VerifySolvencyCommand implements Callable<Integer> {
  private static final int UNKNOWN = 3;
  private static final int SHORT = 4;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The statement.")
  private @Nullable Path file;

  @Option(
      names = "--url",
      paramLabel = "ADDRESS",
      description = "The house that publishes it, like https://house.example.")
  private @Nullable URI url;

  @Option(
      names = "--number",
      defaultValue = "0",
      paramLabel = "N",
      description = "With --url: the statement's number. The newest one if it is not given.")
  private long number;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "With --url: the token of a player's session, to check their proof as well.")
  private @Nullable Path tokenFile;

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
      return check(out, url == null ? ofFiles() : ofHouse(url));
    } catch (SolvencyRefusedException refused) {
      commandLine().getErr().println("Refused: " + refused.getMessage());
      return ExitCode.SOFTWARE;
    } catch (SolvencyDownloadException unanswered) {
      commandLine().getErr().println(unanswered.getMessage());
      return ExitCode.USAGE;
    }
  }

  /** What is checked, as texts; empty where there is none. */
  private record Published(String statement, String previous, String proof) {}

  private Published ofFiles() {
    if (file == null || tokenFile != null || number != 0) {
      throw new CommandLine.ParameterException(
          commandLine(), "Give a FILE, or --url; --number and --token-file go with --url.");
    }
    return new Published(
        text(file), previous == null ? "" : text(previous), leaf == null ? "" : text(leaf));
  }

  private Published ofHouse(URI house) {
    if (file != null || leaf != null || previous != null || number < 0) {
      throw new CommandLine.ParameterException(
          commandLine(), "With --url everything is fetched: give no files, and a --number from 1.");
    }
    SolvencyDownload download = new SolvencyDownload(house);
    List<String> found = download.statements(number);
    return new Published(
        found.getFirst(),
        found.size() == 1 ? "" : found.get(1),
        tokenFile == null ? "" : download.proof(found.getFirst(), text(tokenFile).strip()));
  }

  private int check(PrintWriter out, Published published) {
    SolvencyCheck check = SolvencyCheck.of(published.statement(), VerifySolvencyCommand::isSigned);
    if (!published.previous().isEmpty()) {
      check.follows(published.previous());
    }
    check.told().forEach(out::println);
    if (!published.proof().isEmpty()) {
      BigInteger owed = check.leaf(published.proof(), player);
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
