package io.fairfall.realtime.snapshots;

import io.avaje.jsonb.Json;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundView;
import io.fairfall.json.JsonCodec;
import io.fairfall.realtime.channels.Channel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The part of the game's snapshot that is worth sharing: the crashes before a round. The round
 * itself is in the head, which every greeter has read already.
 *
 * <p>A shared list grows old with each round. Rounds that are over never change and are remembered
 * by an instance, so the few that have ended since then are added without asking the store again.
 */
public final class LastCrashes {
  /** Crashes that are told. */
  public static final int SHOWN = 20;

  /** Entries of the game that may follow a shared list: 20 rounds, some five minutes of play. */
  static final long MAX_ENTRIES_BEHIND = 60;

  private final GameJournal game;
  private final Snapshots snapshots;
  private final InstantSource clock;

  public LastCrashes(GameJournal game, Snapshots snapshots, InstantSource clock) {
    this.game = game;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** What is shared. */
  @Json
  record Listed(List<RoundView.Past> last) {}

  /**
   * The crashes before a round, newest first.
   *
   * @param epoch the history that it is in
   */
  public List<RoundView.Past> before(Round round, String epoch) {
    SharedSnapshot shared =
        snapshots.of(
            Channel.GAME,
            epoch,
            found -> isShortlyBefore(found.round(), round.id()),
            () -> share(round, epoch));
    List<RoundView.Past> crashes = new ArrayList<>(since(shared.round(), round));
    Listed listed = JsonCodec.fromStore(Listed.class, shared.body());
    crashes.addAll(listed.last());
    return List.copyOf(crashes.subList(0, Math.min(SHOWN, crashes.size())));
  }

  private static boolean isShortlyBefore(long sharedRound, long round) {
    return sharedRound <= round && round - sharedRound <= MAX_ENTRIES_BEHIND;
  }

  private SharedSnapshot share(Round round, String epoch) {
    String body = JsonCodec.write(new Listed(compute(round)));
    return new SharedSnapshot(Channel.GAME.word(), epoch, round.id(), 0, body, clock.millis());
  }

  private List<RoundView.Past> compute(Round round) {
    return game.recent(round.id(), SHOWN).stream()
        .flatMap(past -> RoundView.Past.of(past).stream())
        .toList();
  }

  /** The crashes from a round on, before another one; newest first. */
  private List<RoundView.Past> since(long firstId, Round end) {
    List<RoundView.Past> crashes = new ArrayList<>();
    long id = firstId;
    while (id < end.id()) {
      Optional<Round> past = game.round(id);
      if (past.isEmpty()) {
        throw new IllegalStateException(
            "no round begins at " + id + ", though one ended before it");
      }
      RoundView.Past.of(past.get()).ifPresent(crashes::add);
      id = past.get().version() + 1;
    }
    Collections.reverse(crashes);
    return crashes;
  }
}
