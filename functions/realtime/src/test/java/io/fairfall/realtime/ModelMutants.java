package io.fairfall.realtime;

import io.fairfall.simulation.mutant.Mutant;
import java.util.List;

/** Faults that the model has to find, each of them planted into one mechanism of recovery. */
final class ModelMutants {
  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "subscription-after-head",
              "what is appended between the two is heard by nobody",
              List.of(
                  new Mutant.Edit(
                      "realtime/recovery/HelloHandler",
                      "if (!subscriptions.subscribe(connectionId, topics)) {",
                      "if (topics.isEmpty()) {"),
                  new Mutant.Edit(
                      "realtime/recovery/HelloHandler",
                      "    return new HelloAck(",
                      "    subscriptions.subscribe(connectionId, topics);\n"
                          + "    return new HelloAck("))),
          one(
              "replay-off-by-one",
              "the first of the missed events is left out",
              "realtime/recovery/Recovery",
              "new Replay(position + 1, head)",
              "new Replay(position + 2, head)"),
          one(
              "epoch-ignored",
              "a place in another history counts",
              "realtime/protocol/Hello",
              "return epoch == null || epoch.equals(currentEpoch) ? positions : ChannelPositions.NONE;",
              "return positions;"),
          one(
              "snapshot-of-another-epoch",
              "what was shared before a restore is served after it",
              "realtime/snapshots/Snapshots",
              "isRecent.and(found -> found.epoch().equals(epoch))",
              "isRecent"),
          one(
              "board-of-another-round",
              "any round's board will do",
              "realtime/snapshots/Boards",
              "found -> found.round() == round && found.id() >= atLeast",
              "found -> true"),
          one(
              "board-with-a-hole-behind-it",
              "the first event behind a shared board is left out",
              "realtime/snapshots/Boards",
              "shared.id() + 1",
              "shared.id() + 2"),
          one(
              "old-crashes",
              "a shared list of crashes is told as it is",
              "realtime/snapshots/LastCrashes",
              "new ArrayList<>(since(shared.round(), round))",
              "new ArrayList<>()"),
          one(
              "silent-pong",
              "a pong does not tell how far the game is",
              "realtime/recovery/JournalHeads",
              "channels.contains(Channel.GAME) ? gameVersion() : null",
              "null"));

  private ModelMutants() {}

  private static Mutant one(
      String name, String breaks, String file, String text, String replacement) {
    return new Mutant(name, breaks, List.of(new Mutant.Edit(file, text, replacement)));
  }
}
