package io.fairfall.realtime;

import io.fairfall.realtime.snapshots.LastCrashes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a player sees: the round, the crashes before it, the bets in it, the own account. */
final class ModelView {
  String round = "";
  String crash = "";
  String ending = "";
  List<String> last = new ArrayList<>();
  String boardOf = "";
  final Map<String, MessageTree> board = new TreeMap<>();
  String account = "";

  void take(String channel, MessageTree snapshot) {
    switch (channel) {
      case "game" -> takeGame(snapshot);
      case "rounds" -> {
        boardOf = snapshot.text("roundId");
        board.clear();
        snapshot.list("facts").forEach(this::fact);
      }
      default -> account = balance(snapshot);
    }
  }

  private void takeGame(MessageTree snapshot) {
    round = snapshot.has("roundId") ? snapshot.text("roundId") : "";
    crash = snapshot.has("crash") ? snapshot.text("crash") : "";
    ending = snapshot.has("gameHash") ? snapshot.text("gameHash") : "";
    last = new ArrayList<>();
    if (snapshot.has("last")) {
      snapshot
          .list("last")
          .forEach(past -> last.add(past.text("roundId") + " " + past.text("crash")));
    }
  }

  void apply(MessageTree event) {
    MessageTree data = event.at("data");
    switch (event.text("type")) {
      case "round_open" -> {
        if (!crash.isEmpty()) {
          last.addFirst(round + " " + crash);
        }
        round = data.text("roundId");
        crash = "";
        ending = "";
      }
      case "round_crash" -> {
        crash = data.text("crash");
        ending = data.text("gameHash");
      }
      case "round_void" -> ending = data.text("gameHash");
      case "bets" -> {
        if (!boardOf.equals(data.text("roundId"))) {
          boardOf = data.text("roundId");
          board.clear();
        }
        data.list("facts").forEach(this::fact);
      }
      case "balance_update" -> account = balance(data);
      default -> {
        // a start changes nothing that is compared
      }
    }
  }

  /** The bets in the round that is shown; none, as long as nobody has told of any. */
  Collection<MessageTree> bets() {
    return boardOf.equals(round) ? board.values() : List.of();
  }

  /** The rounds of which a player is shown the crash: as many as a snapshot tells. */
  List<String> crashes() {
    return last.subList(0, Math.min(LastCrashes.SHOWN / 2, last.size()));
  }

  void forget() {
    round = "";
    crash = "";
    ending = "";
    last = new ArrayList<>();
    boardOf = "";
    board.clear();
    account = "";
  }

  private void fact(MessageTree fact) {
    board.merge(
        fact.text("player") + " " + fact.text("betId"),
        fact,
        (one, other) -> other.number("version") > one.number("version") ? other : one);
  }

  private static String balance(MessageTree account) {
    return account.text("version")
        + " "
        + account.text("available")
        + " "
        + account.text("locked")
        + " "
        + account.list("bets").size();
  }
}
