package io.fairfall.cli.fairness;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.beaconclient.BeaconVerifier;
import io.fairfall.cli.fairness.ExportReport.Finding;
import io.fairfall.cli.fairness.ExportReport.Word;
import io.fairfall.crash.HashChain;
import io.fairfall.json.InvalidJsonException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks an export line by line, in the file's order. */
final class ExportVerifier {
  static final int MAX_ROUNDS = 200_000;

  private final List<Finding> findings = new ArrayList<>();
  private final List<ExportLines.Chain> chains = new ArrayList<>();
  private final Set<String> chainNames = new HashSet<>();
  private final int maxRounds;
  private long findingCount;
  private long line;
  private long rounds;
  private long voids;
  private boolean isOverfull;
  private boolean isEnded;
  private boolean isNetworkKnown;
  private @Nullable BeaconNetwork network;
  private @Nullable BeaconVerifier verifier;
  private ExportLines.@Nullable Chain chain;
  private ExportLines.@Nullable Round before;

  /** The round before, if it is of the same chain. */
  private ExportLines.@Nullable Round linked;

  /**
   * @param maxRounds beyond so many, whether the file holds is not known; see {@link #MAX_ROUNDS}
   */
  ExportVerifier(int maxRounds) {
    this.maxRounds = maxRounds;
  }

  /** Checks the next line, without its end. */
  void read(String text) {
    if (isOverfull) {
      return;
    }
    line++;
    if (text.length() > ExportLines.MAX_CHARS) {
      find(Word.MALFORMED, "The line has more than " + ExportLines.MAX_CHARS + " characters.");
      return;
    }
    try {
      take(ExportLines.read(text));
    } catch (InvalidJsonException malformed) {
      find(Word.MALFORMED, malformed.sentence());
    } catch (IllegalArgumentException malformed) {
      find(Word.MALFORMED, String.valueOf(malformed.getMessage()));
    }
  }

  /** What came of it, after the last line. */
  ExportReport end() {
    if (!isEnded && !isOverfull) {
      line++;
      find(Word.INCOMPLETE, "The file ends before its last line, \"end\".");
    }
    boolean isWhole = !isOverfull && rounds + voids > 0;
    return new ExportReport(
        network, isNetworkKnown, rounds, voids, isWhole, chains, findings, findingCount);
  }

  private void find(Word word, String sentence) {
    findingCount++;
    if (findings.size() < ExportReport.MAX_FINDINGS) {
      findings.add(new Finding(line, word, sentence));
    }
  }

  private void take(ExportLines.Line read) {
    if (isEnded) {
      find(Word.ORDER, "There is a line after the last one.");
    } else if ((read instanceof ExportLines.Header) != (line == 1)) {
      find(Word.ORDER, "The first line, and no other, is \"fairness_export\".");
    } else {
      switch (read) {
        case ExportLines.Header header -> begin(header.network().facts());
        case ExportLines.Chain next -> begin(next);
        case ExportLines.Round round -> check(round);
        case ExportLines.End end -> end(end.rounds());
      }
    }
  }

  private void begin(BeaconNetwork facts) {
    network = facts;
    isNetworkKnown =
        facts.equals(BeaconNetwork.QUICKNET)
            || facts.equals(
                BeaconNetwork.development(facts.publicKey(), facts.genesisMs(), facts.periodMs()));
    if (!isNetworkKnown) {
      find(Word.NETWORK, "The network calls itself " + facts.name() + " and has not its facts.");
    }
    try {
      verifier = new BeaconVerifier(facts);
    } catch (IllegalArgumentException noKey) {
      find(Word.NETWORK, "The network's key is none.");
    }
  }

  private void begin(ExportLines.Chain next) {
    boolean isUnfinished =
        chain != null && linked != null && linked.game() < chain.length() && next.reason() == null;
    if (isUnfinished) {
      find(
          Word.ORDER,
          "A new chain begins before the last game of the one before, without a reason.");
    }
    if (!chainNames.add(next.chain())) {
      find(Word.ORDER, "The chain " + next.chain() + " begins twice.");
    }
    chain = next;
    linked = null;
    if (chains.size() < ExportReport.MAX_FINDINGS) {
      chains.add(next);
    } else {
      isOverfull = true;
    }
  }

  private void end(long counted) {
    isEnded = true;
    if (counted != rounds + voids) {
      find(
          Word.INCOMPLETE,
          "The last line counts " + counted + " rounds, and there are " + (rounds + voids) + ".");
    }
  }

  private void check(ExportLines.Round round) {
    if (rounds + voids == maxRounds) {
      isOverfull = true;
      return;
    }
    if (round.isVoid()) {
      voids++;
    } else {
      rounds++;
    }
    checkOrder(round);
    checkLinks(round);
    checkOutcome(round);
    before = round;
    linked = round;
  }

  private void checkOrder(ExportLines.Round round) {
    boolean isLater =
        before == null
            || (round.id() > before.id()
                && round.closesAt() > before.closesAt()
                && round.beaconRound() > before.beaconRound());
    if (!isLater) {
      find(Word.ORDER, "It is not later than the round before: id, close and beacon rise.");
    }
    if (chain == null || !round.chain().equals(chain.chain())) {
      find(Word.ORDER, "It plays the chain " + round.chain() + ", which did not begin last.");
    } else if (round.game() > chain.length()) {
      find(Word.ORDER, "Its chain has fewer games than " + round.game() + ".");
    } else if (linked != null && round.game() != linked.game() + 1) {
      find(Word.ORDER, "It is game " + round.game() + " after game " + linked.game() + ".");
    }
  }

  private void checkLinks(ExportLines.Round round) {
    if (!HashChain.commitmentOf(round.gameHash()).equals(round.commitment())) {
      find(Word.COMMITMENT, "Its game hash does not hash to its commitment.");
    }
    if (linked != null) {
      if (!round.commitment().equals(linked.gameHash())) {
        find(Word.CHAIN, "Its commitment is not the hash of the game before.");
      }
    } else if (chain != null && round.game() <= chain.length()) {
      String link = round.commitment();
      for (long game = 1; game < round.game(); game++) {
        link = HashChain.commitmentOf(link);
      }
      if (!link.equals(chain.terminalHash())) {
        find(Word.CHAIN, "Its commitment does not lead to the terminal hash of its chain.");
      }
    }
  }

  private void checkOutcome(ExportLines.Round round) {
    if (network != null && network.roundFor(round.closesAt()).number() != round.beaconRound()) {
      find(Word.BEACON_TIME, "Its beacon is not the first one 300 ms after its bets closed.");
    }
    if (round.signature() == null || round.crash() == null) {
      return;
    }
    BeaconSignature signature = new BeaconSignature(round.signature());
    if (BeaconCrashPoint.of(signature, round.gameHash()).hundredths() != round.crash()) {
      find(Word.CRASH, "Its crash point does not follow from its game hash and beacon.");
    }
    BeaconRound beacon = new BeaconRound(round.beaconRound());
    if (verifier == null || verifier.verify(beacon, signature).isEmpty()) {
      find(Word.BEACON, "Its signature is not the beacon's of that round.");
    }
  }
}
