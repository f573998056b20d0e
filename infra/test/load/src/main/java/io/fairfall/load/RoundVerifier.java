package io.fairfall.load;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.beaconclient.BeaconVerifier;
import io.fairfall.crash.Curve;
import io.fairfall.crash.HashChain;
import io.fairfall.money.Multiplier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rounds as everybody can read them, each checked once with nothing but what is published: the game
 * hash hashes to the commitment that was shown before, the beacon is the network's of the round
 * that was named before, the crash point follows from game hash and beacon, the crash came at the
 * instant at which the curve reaches it, and neither was told before.
 */
final class RoundVerifier {
  private final Wire wire;
  private final Leaks leaks;
  private final Complaints complaints;
  private final Map<String, String> terminals = new TreeMap<>();
  private final List<Leaks.Ended> ended = new ArrayList<>();
  private final Map<String, Round> known = new TreeMap<>();

  /** How a round ended; a voided one has no crash. */
  record Round(String phase, OptionalLong crash) {
    boolean isVoided() {
      return phase.equals("voided");
    }
  }

  RoundVerifier(Wire wire, Leaks leaks, Complaints complaints) {
    this.wire = wire;
    this.leaks = leaks;
    this.complaints = complaints;
  }

  /** A chain may have begun since they were read. */
  private @Nullable String terminal(String chain) {
    if (!terminals.containsKey(chain)) {
      readTerminals();
    }
    return terminals.get(chain);
  }

  /** Page by page: chains are short, and a house that has played for weeks has many. */
  private void readTerminals() {
    OptionalLong before = OptionalLong.empty();
    do {
      String path = "/v1/fairness" + (before.isPresent() ? "?before=" + before.getAsLong() : "");
      Tree page = wire.read(path, null).require("fairness");
      for (Tree chain : page.at("chains").items()) {
        terminals.put(chain.text("chain"), chain.text("terminalHash"));
      }
      before = page.at("next").number();
    } while (before.isPresent());
  }

  List<Leaks.Ended> ended() {
    return List.copyOf(ended);
  }

  int checked() {
    return known.size();
  }

  Round of(String roundId) {
    return known.computeIfAbsent(roundId, this::read);
  }

  private Round read(String roundId) {
    Tree view = wire.read("/v1/rounds/" + roundId, null).require("round " + roundId);
    Round round = new Round(view.text("phase"), view.at("crash").number());
    view.at("gameHash").text().ifPresent(hash -> check(roundId, view, round, hash));
    return round;
  }

  private void check(String roundId, Tree view, Round round, String gameHash) {
    String commitment = view.text("commitment");
    complaints.unless(
        HashChain.commitmentOf(gameHash).equals(commitment),
        "round " + roundId + ": its game hash is not what was committed to");
    if (view.number("game") == 1) {
      complaints.unless(
          commitment.equals(terminal(view.text("chain"))),
          "round " + roundId + ": the first game is not committed to by the terminal hash");
    }
    if (round.isVoided()) {
      complaints.unless(round.crash().isEmpty(), "round " + roundId + " is void and crashed");
      return;
    }
    Multiplier crash = new Multiplier(round.crash().orElseThrow());
    checkBeacon(roundId, view, crash, gameHash);
    complaints.unless(
        view.number("crashedAt") - view.number("startsAt") == Curve.msToReach(crash),
        "round " + roundId + ": it did not crash when the curve reached " + crash);
    Leaks.Ended over = Leaks.Ended.of(view);
    ended.add(over);
    leaks.early(over).forEach(complaints::add);
  }

  private void checkBeacon(String roundId, Tree view, Multiplier crash, String gameHash) {
    Tree named = view.at("beacon");
    BeaconNetwork network =
        new BeaconNetwork(
            named.text("name"),
            named.text("chainHash"),
            named.text("publicKey"),
            named.number("genesisMs"),
            named.number("periodMs"));
    BeaconRound decides = new BeaconRound(named.number("round"));
    complaints.unless(
        network.roundFor(view.number("closesAt")).equals(decides),
        "round " + roundId + ": its beacon is not the first after its bets");
    BeaconSignature signature = new BeaconSignature(view.text("signature"));
    complaints.unless(
        new BeaconVerifier(network).verify(decides, signature).isPresent(),
        "round " + roundId + ": its beacon is not the network's");
    complaints.unless(
        BeaconCrashPoint.of(signature, gameHash).equals(crash),
        "round " + roundId + ": the crash point does not follow from game hash and beacon");
  }
}
