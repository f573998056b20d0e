package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundView;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rounds, now and past, and what is published to check them with. Public to everybody. */
final class RoundsEndpoint {
  private static final int DEFAULT_ROUNDS = 20;
  private static final int MAX_ROUNDS = 50;

  /**
   * After a restart thousands of browsers poll while they have no socket. Each instance reads for
   * all of them, and tells a round this much later at most.
   */
  private static final long LATEST_KEPT_MS = 250;

  private static final long FINISHED_KEPT_MS = 1_000;
  private static final String FORMULA =
      "r = top 52 bits of HMAC-SHA-256(key = the 48 bytes of the beacon's signature, message ="
          + " gameHash as lower-case hex text); crash = max(100, floor(99 * 2^52 / (2^52 - r)))"
          + " hundredths; SHA-256(gameHash) = commitment";

  private final GameJournal game;
  private final Journals events;
  private final SettingsJournal settings;
  private final PollingPresence presence;
  private final InstantSource clock;
  private final RecentReads<Optional<Round>> latest;
  private final RecentReads<List<Round>> finished;

  RoundsEndpoint(
      GameJournal game,
      Journals events,
      SettingsJournal settings,
      PollingPresence presence,
      InstantSource clock) {
    this.game = game;
    this.events = events;
    this.settings = settings;
    this.presence = presence;
    this.clock = clock;
    this.latest = new RecentReads<>(game::latest, LATEST_KEPT_MS, clock);
    this.finished =
        new RecentReads<>(
            () ->
                game.recent(Long.MAX_VALUE, MAX_ROUNDS + 1).stream().filter(Round::isOver).toList(),
            FINISHED_KEPT_MS,
            clock);
  }

  /** Finished rounds, newest first. */
  @Json
  record Rounds(List<RoundView> rounds) {}

  /**
   * Chains with their commitments, newest first; one of before with its salt, which decided.
   *
   * @param next the {@code before} of the next page, absent behind the last
   */
  @Json
  record Fairness(String formula, List<HashChainView> chains, @Nullable Long next) {}

  /** One chain of game hashes. */
  @Json
  record HashChainView(
      String chain,
      String terminalHash,
      long length,
      @Nullable Long saltBlock,
      long committedAt,
      @Nullable String salt) {}

  /** The latest round. Whoever asks for it is there, and wakes a house that rests. */
  Response current() {
    boolean idle = presence.markAndWake();
    long nowMs = clock.millis();
    return Response.ok(
        latest
            .get()
            .map(round -> RoundView.current(round, idle, nowMs))
            .orElseGet(() -> RoundView.none(nowMs))
            .whileBetting(settings.current(0, false).settings().bettingPaused()));
  }

  Response recent(Request request) {
    int limit = (int) request.queryNumber("limit", DEFAULT_ROUNDS, 1, MAX_ROUNDS);
    long nowMs = clock.millis();
    List<RoundView> rounds =
        finished.get().stream().limit(limit).map(round -> RoundView.of(round, nowMs)).toList();
    return Response.ok(new Rounds(rounds));
  }

  Response one(Request request) {
    long id = RequestFields.version("roundId", request.pathParameter("roundId"));
    Optional<Round> round = game.round(id);
    return Response.ok(
        RoundView.of(
            round.orElseThrow(
                () -> Problem.of(CommonCode.NOT_FOUND, "There is no round " + id + ".").refusal()),
            clock.millis()));
  }

  /** A page of chains. What was read of a chain that the page cuts is read again with the next. */
  Response fairness(Request request) {
    long before = request.queryNumber("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    List<Entry> page = events.latest(FairnessEvent.JOURNAL, before, Journals.MAX_ENTRIES_PER_READ);
    List<HashChainView> chains = new ArrayList<>();
    String salt = null;
    Long next = null;
    for (Entry entry : page) {
      if (entry.type().equals(FairnessEvent.Salted.TYPE)) {
        salt = JsonCodec.fromStore(FairnessEvent.Salted.class, entry.body()).salt();
      } else {
        FairnessEvent.Committed chain =
            JsonCodec.fromStore(FairnessEvent.Committed.class, entry.body());
        chains.add(
            new HashChainView(
                chain.chain(),
                chain.terminalHash(),
                chain.length(),
                chain.saltBlock(),
                entry.atMs(),
                salt));
        salt = null;
        next = entry.version() > 1 ? entry.version() : null;
      }
    }
    return Response.ok(new Fairness(FORMULA, chains, next));
  }
}
