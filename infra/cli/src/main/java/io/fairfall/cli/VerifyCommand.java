package io.fairfall.cli;

import io.fairfall.cli.certificate.VerifyDepositsCommand;
import io.fairfall.crash.CrashPoint;
import io.fairfall.crash.HashChain;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./fairfall verify}: the crash point of a game, from published values alone. It asks no
 * server of ours anything.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    subcommands = VerifyDepositsCommand.class,
    description = {
      "Prints where a game crashed, from its hash and the salt of its chain.",
      "Both are published: the hash in the round's last event, the salt before the first round."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the crash point was printed",
      "1:the hash does not follow the one given with --previous",
      "2:a value is not a hash"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int HASH_DIGITS = 64;
  private static final String HASH = "(0x)?[0-9a-fA-F]{64}";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "GAME_HASH",
      arity = "0..1",
      description = "The game's hash: 64 hex digits.")
  private String gameHash = "";

  @Option(
      names = "--salt",
      paramLabel = "SALT",
      description = "The salt of the game's chain: the hash of a block.")
  private String salt = "";

  @Option(
      names = "--previous",
      paramLabel = "HASH",
      description = {
        "Also checks the chain: the hash of the game before,",
        "or the terminal hash for a chain's first game."
      })
  private @Nullable String previous;

  @Override
  public Integer call() {
    if (gameHash.isEmpty() || salt.isEmpty()) {
      throw new CommandLine.ParameterException(commandLine(), "Missing: GAME_HASH, or --salt=SALT");
    }
    try {
      return verify();
    } catch (IllegalArgumentException notAHash) {
      commandLine().getErr().println(notAHash.getMessage());
      return ExitCode.USAGE;
    }
  }

  private int verify() {
    String game = hash("GAME_HASH", gameHash);
    String crash = CrashPoint.of(game, hash("--salt", salt)).toString();
    if (previous != null && !HashChain.commitmentOf(game).equals(hash("--previous", previous))) {
      commandLine().getErr().println("This game's hash does not hash to the previous one.");
      return ExitCode.SOFTWARE;
    }
    commandLine().getOut().println(crash);
    return ExitCode.OK;
  }

  /** Wallets and explorers write hashes with 0x and in any case; the formula takes neither. */
  private static String hash(String name, String text) {
    if (!text.matches(HASH)) {
      throw new IllegalArgumentException(name + " must be 64 hex digits, with or without 0x.");
    }
    return text.substring(text.length() - HASH_DIGITS).toLowerCase(Locale.ROOT);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec.commandLine();
  }
}
