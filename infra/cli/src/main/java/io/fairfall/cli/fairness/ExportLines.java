package io.fairfall.cli.fairness;

import io.avaje.jsonb.Json;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.json.InvalidJsonException;
import io.fairfall.json.JsonCodec;
import io.fairfall.json.WholeNumber;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of an export, read strictly. */
public final class ExportLines {
  static final int MAX_CHARS = 4_096;
  static final int MAX_GAMES = 100_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern REASON = Pattern.compile("[\\x20-\\x7e]{1,200}");
  private static final long MAX_ID = 9_999_999_999_999_999L;
  private static final long MAX_MS = 100_000_000_000_000L;
  private static final long MAX_NUMBER = (1L << 53) - 1;
  private static final long MIN_CRASH = 100;

  private ExportLines() {}

  /** One line of any type. */
  sealed interface Line {}

  /** The first line. */
  @Json
  public record Header(String type, long format, Network network) implements Line {
    public Header {
      require(format == 1, "format has to be 1.");
    }
  }

  /** A beacon's network, as the header has it. */
  @Json
  public record Network(
      String name, String chainHash, String publicKey, long genesisMs, long periodMs) {
    public Network {
      var _ = new BeaconNetwork(name, chainHash, publicKey, genesisMs, periodMs);
    }

    BeaconNetwork facts() {
      return new BeaconNetwork(name, chainHash, publicKey, genesisMs, periodMs);
    }
  }

  /** A chain of game hashes begins, or goes on from where the export does. */
  @Json
  public record Chain(
      String type, String chain, String terminalHash, long length, @Nullable String reason)
      implements Line {
    public Chain {
      require(NAME.matcher(chain).matches(), "chain has to be a name.");
      require(HASH.matcher(terminalHash).matches(), "terminalHash has to be a hash.");
      require(length >= 1 && length <= MAX_GAMES, "length has to be from 1 to 100000.");
      require(
          reason == null || REASON.matcher(reason).matches(),
          "reason has to be 1 to 200 characters of ASCII.");
    }
  }

  /** A round that flew, or was cancelled. */
  @Json
  public record Round(
      String type,
      String roundId,
      String chain,
      long game,
      String commitment,
      long closesAt,
      long beaconRound,
      String gameHash,
      @Nullable String signature,
      @Nullable Long crash)
      implements Line {
    static final String VOID = "void";

    public Round {
      require(WholeNumber.parse(roundId, 1, MAX_ID).isPresent(), "roundId has to be a number.");
      require(NAME.matcher(chain).matches(), "chain has to be a name.");
      require(game >= 1 && game <= MAX_GAMES, "game has to be from 1 to 100000.");
      require(HASH.matcher(commitment).matches(), "commitment has to be a hash.");
      require(closesAt >= 0 && closesAt <= MAX_MS, "closesAt has to be from 1970 to 5138.");
      require(beaconRound >= 1 && beaconRound <= BeaconRound.MAX, "beaconRound has to be a round.");
      require(HASH.matcher(gameHash).matches(), "gameHash has to be a hash.");
      require(
          signature == null || BeaconSignature.isWellFormed(signature),
          "signature has to be 96 hex digits.");
      require(
          crash == null || (crash >= MIN_CRASH && crash <= MAX_NUMBER),
          "crash has to be at least 100.");
      boolean isWhole = (signature == null) == (crash == null);
      require(isWhole, "signature and crash are both there, or neither.");
      require(type.equals(VOID) || signature != null, "a round has a signature and a crash.");
    }

    boolean isVoid() {
      return type.equals(VOID);
    }

    long id() {
      return WholeNumber.parse(roundId, 1, MAX_ID).orElseThrow();
    }
  }

  /** The last line. */
  @Json
  public record End(String type, long rounds) implements Line {
    public End {
      require(rounds >= 0 && rounds <= MAX_NUMBER, "rounds has to be a number.");
    }
  }

  /**
   * Reads a line.
   *
   * @throws InvalidJsonException with a sentence, if it is none of an export
   */
  static Line read(String text) {
    Map<String, @Nullable Object> members = JsonCodec.membersFromClient(text);
    return switch (String.valueOf(members.get("type"))) {
      case "fairness_export" -> JsonCodec.fromClient(Header.class, text);
      case "chain" -> JsonCodec.fromClient(Chain.class, text);
      case "round", Round.VOID -> JsonCodec.fromClient(Round.class, text);
      case "end" -> JsonCodec.fromClient(End.class, text);
      default -> throw new IllegalArgumentException("The line has no type that is known.");
    };
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
