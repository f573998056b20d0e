package io.fairfall.cli;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.beaconclient.BeaconVerifier;
import io.fairfall.cli.certificate.VerifyDepositsCommand;
import io.fairfall.cli.certificate.VerifyWithdrawalsCommand;
import io.fairfall.crash.CrashPoint;
import io.fairfall.crash.HashChain;
import io.fairfall.money.Multiplier;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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
    subcommands = {
      VerifyDepositsCommand.class,
      VerifySolvencyCommand.class,
      VerifyWithdrawalsCommand.class
    },
    description = {
      "Prints where a game crashed, from its hash and its beacon's signature.",
      "Both are published: the signature in the round's start, the hash in its last event."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the crash point was printed",
      "1:the hash does not follow the one given with --previous, or the signature is not quicknet's",
      "2:a value is not a hash or a signature"
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

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private Decision decision = new Decision();

  /** What decided the game: one of these. */
  private static final class Decision {
    @Option(
        names = "--beacon",
        paramLabel = "SIGNATURE",
        description = "The signature of the game's beacon: 96 hex digits.")
    private @Nullable String beacon;

    @Option(
        names = "--salt",
        paramLabel = "SALT",
        description = "Of rounds of before: the salt of the game's chain, the hash of a block.")
    private @Nullable String salt;
  }

  @Option(
      names = "--beacon-round",
      paramLabel = "NUMBER",
      description = "Also checks that the signature is the one of drand's quicknet of this round.")
  private @Nullable Long beaconRound;

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
    if (gameHash.isEmpty() || (decision.beacon == null && decision.salt == null)) {
      throw new CommandLine.ParameterException(
          commandLine(),
          "Missing: GAME_HASH, or what decided it: --beacon=SIGNATURE or --salt=SALT");
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
    Multiplier crash =
        decision.beacon == null
            ? CrashPoint.of(game, hash("--salt", Objects.requireNonNull(decision.salt)))
            : BeaconCrashPoint.of(signature(decision.beacon), game);
    if (beaconRound != null && !isOfQuicknet(beaconRound)) {
      commandLine().getErr().println("This is not quicknet's signature of that round.");
      return ExitCode.SOFTWARE;
    }
    if (previous != null && !HashChain.commitmentOf(game).equals(hash("--previous", previous))) {
      commandLine().getErr().println("This game's hash does not hash to the previous one.");
      return ExitCode.SOFTWARE;
    }
    commandLine().getOut().println(crash);
    return ExitCode.OK;
  }

  private boolean isOfQuicknet(long number) {
    return decision.beacon != null
        && new BeaconVerifier(BeaconNetwork.QUICKNET)
            .verify(new BeaconRound(number), signature(decision.beacon))
            .isPresent();
  }

  private static BeaconSignature signature(String text) {
    String hex = text.toLowerCase(Locale.ROOT);
    if (!BeaconSignature.isWellFormed(hex)) {
      throw new IllegalArgumentException("--beacon must be 96 hex digits.");
    }
    return new BeaconSignature(hex);
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
