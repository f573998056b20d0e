package io.fairfall.load;

import io.fairfall.load.Statistics.Count;
import io.fairfall.load.Statistics.Timed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a follower knows: its positions in the channels, the round, the own account. Messages of one
 * connection arrive in order, but an entry may be told three times and an answer may overtake an
 * event, so that everything goes by ids.
 */
final class Channels {
  private static final long GRACE_MS = 400;
  private static final int KEPT_ROUNDS = 3;

  private final Statistics statistics;
  private final Watch watch;
  private final Holdings holdings;
  private final boolean signedIn;
  private final Sequence game = Sequence.unknown();
  private final Sequence account = Sequence.unknown();
  private final NavigableMap<Long, Sequence> rounds = new TreeMap<>();
  private boolean greeted;
  private @Nullable String epoch;

  Channels(Statistics statistics, Watch watch, Holdings holdings, boolean signedIn) {
    this.statistics = statistics;
    this.watch = watch;
    this.holdings = holdings;
    this.signedIn = signedIn;
  }

  /** What to say to the house: which channels, and how far they are known. */
  synchronized String hello() {
    Map<String, Object> hello = new LinkedHashMap<>();
    hello.put("action", "hello");
    hello.put(
        "channels", signedIn ? List.of("game", "rounds", "account") : List.of("game", "rounds"));
    Map<String, Object> positions = new LinkedHashMap<>();
    if (game.isKnown()) {
      positions.put("game", game.position());
    }
    if (account.isKnown()) {
      positions.put("account", account.position());
    }
    Optional.ofNullable(rounds.lastEntry())
        .filter(last -> last.getValue().isKnown())
        .ifPresent(
            last ->
                positions.put(
                    "rounds",
                    Map.of("round", last.getKey().toString(), "id", last.getValue().position())));
    hello.put("positions", positions);
    if (epoch != null) {
      hello.put("epoch", epoch);
    }
    return Tree.write(hello);
  }

  synchronized void event(Tree event, long nowMs) {
    switch (event.text("channel")) {
      case "game" -> {
        statistics.time(Timed.ROUND_EVENT, Math.max(0, nowMs - event.number("at")) * 1_000_000);
        apply(game.offer(event.number("id"), event, nowMs));
      }
      case "account" -> apply(account.offer(event.number("id"), event, nowMs));
      case "rounds" -> {
        long round = Long.parseLong(event.text("round"));
        apply(round(round).offer(event.number("id"), event, nowMs));
      }
      default -> throw new IllegalStateException("an event of an unknown channel: " + event);
    }
  }

  /** The answer to a hello. */
  synchronized void greeting(Tree acknowledgement, long nowMs) {
    Tree channels = acknowledgement.at("channels");
    channels.at("game").at("epoch").text().ifPresent(this::enter);
    greet(game, channels.at("game"), nowMs);
    greet(account, channels.at("account"), nowMs);
    Tree position = channels.at("rounds").at("position");
    if (position.isPresent()) {
      long round = Long.parseLong(position.text("round"));
      greeted = true;
      Sequence sequence = round(round);
      greet(sequence, channels.at("rounds"), position.number("id"), nowMs);
    }
  }

  synchronized void pong(Tree positions, long nowMs) {
    positions.at("game").number().ifPresent(head -> game.hearOfHead(head, nowMs));
    positions.at("account").number().ifPresent(head -> account.hearOfHead(head, nowMs));
    Tree inRound = positions.at("rounds");
    if (inRound.isPresent()) {
      round(Long.parseLong(inRound.text("round"))).hearOfHead(inRound.number("id"), nowMs);
    }
  }

  /** Whether something has been missing for so long that it is not just slow. */
  synchronized boolean isBehind(long nowMs) {
    boolean roundBehind =
        !rounds.isEmpty() && rounds.lastEntry().getValue().isBehind(nowMs, GRACE_MS);
    return game.isBehind(nowMs, GRACE_MS) || account.isBehind(nowMs, GRACE_MS) || roundBehind;
  }

  private void enter(String newEpoch) {
    if (epoch != null && !epoch.equals(newEpoch)) {
      game.forget();
      account.forget();
      rounds.clear();
    }
    epoch = newEpoch;
  }

  private void greet(Sequence sequence, Tree answer, long nowMs) {
    if (answer.isPresent()) {
      greet(sequence, answer, answer.number("position"), nowMs);
    }
  }

  private void greet(Sequence sequence, Tree answer, long position, long nowMs) {
    switch (answer.text("status")) {
      case "ok" -> apply(sequence.snapshot(position, nowMs));
      case "replay" -> {
        statistics.count(Count.REPLAYS);
        for (Tree event : answer.at("events").items()) {
          apply(sequence.offer(event.number("id"), event, nowMs));
        }
      }
      case "snapshot" -> {
        statistics.count(Count.SNAPSHOTS);
        boolean newer = position > sequence.position();
        if (newer) {
          take(sequence, answer.at("snapshot"));
        }
        apply(sequence.snapshot(position, nowMs));
      }
      default -> throw new IllegalStateException("an unknown greeting: " + answer);
    }
  }

  private void take(Sequence sequence, Tree snapshot) {
    if (sequence == game) {
      watch.see(Sight.of(snapshot));
    } else if (sequence == account) {
      holdings.snapshot(snapshot);
    }
  }

  private void apply(List<Tree> events) {
    for (Tree event : events) {
      switch (event.text("channel")) {
        case "game" -> watch.see(watch.now().after(event));
        case "account" -> holdings.update(event);
        default -> holdings.facts(event);
      }
    }
  }

  /**
   * The sequence of a round; one that opens while we follow begins with its first entry. Positions
   * name one round, the newest, so that only its gaps can be recovered: what was missed of an older
   * one while the connection was lost is history, which players read elsewhere.
   */
  private Sequence round(long id) {
    Sequence sequence =
        rounds.computeIfAbsent(id, _ -> greeted ? Sequence.fromTheStart() : Sequence.unknown());
    while (rounds.size() > KEPT_ROUNDS) {
      rounds.pollFirstEntry();
    }
    return sequence;
  }
}
