package io.fairfall.auditor;

import java.util.List;

/** What is planted in rounds that a beacon decides, and around them. */
final class BeaconFaults {
  private BeaconFaults() {}

  static List<Planted> all() {
    return List.of(
        JournalFaults.in(
            "FairnessReading.fairness/2",
            "a salt of a chain that a beacon decides",
            x -> {
              Line salted = x.line("fairness", 4);
              x.edit(x.line("fairness", 3), ",\"saltBlock\":11", "");
              return salted;
            }),
        JournalFaults.in(
            "GameReading.beacon/2",
            "a round that no beacon decides, after others that one decided",
            x -> x.edit(JournalFaults.opening(x), ",\"beacon\":\\{[^}]*\\}", "")),
        JournalFaults.in(
            "GameReading.beacon/2",
            "a beacon that came before the last bet",
            x -> x.edit(JournalFaults.opening(x), "\"round\":\\d+", "\"round\":1")),
        JournalFaults.in(
            "GameReading.beacon/2",
            "a beacon that comes later than it has to",
            x -> x.edit(JournalFaults.opening(x), "\"round\":(\\d+)", "\"round\":9$1")),
        JournalFaults.in(
            "GameReading.beacon/2",
            "a beacon with a key that is not its network's",
            x -> x.edit(JournalFaults.opening(x), "\"publicKey\":\"ab", "\"publicKey\":\"cd")),
        JournalFaults.in(
            "GameReading.beacon/2",
            "a beacon of drand's by name alone",
            x ->
                x.edit(
                    JournalFaults.opening(x), "\"name\":\"development\"", "\"name\":\"quicknet\"")),
        JournalFaults.in(
            "GameReading.beaconOfStart/3",
            "a start without its beacon",
            x -> x.edit(start(x), ",\"signature\":\"[0-9a-f]{96}\"", "")),
        JournalFaults.in(
            "GameReading.beaconOfStart/3",
            "a signature that decides nothing",
            x -> x.edit(x.line("game", 49), "\\}$", ",\"signature\":\"" + "00".repeat(48) + "\"}")),
        JournalFaults.in(
            "GameReading.crashPoint/4",
            "a crash point of another signature",
            x -> {
              x.edit(start(x), "\"signature\":\"00", "\"signature\":\"ff");
              return x.last("game");
            }),
        JournalFaults.in(
            "GameReading.roundTimeOfStart/3",
            "a start before its beacon came",
            x -> x.change(start(x), one -> one.withAt(one.at() - 60_000))),
        JournalFaults.in(
            "GameReading.roundTimeOfStart/3",
            "a start earlier than was announced",
            x -> x.edit(start(x), "\"startsAt\":1", "\"startsAt\":")),
        JournalFaults.in(
            "GameReading.roundTimeOfEnd/3",
            "a void while the round could still start",
            x ->
                x.change(
                    x.find("game", one -> one.type().equals("round_void") && one.version() > 50),
                    one -> one.withAt(one.at() - 1))));
  }

  private static Line start(Forgery x) {
    return x.line("game", x.last("game").version() - 1);
  }
}
