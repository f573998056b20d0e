package io.fairfall.load;

import io.fairfall.load.Statistics.Count;
import io.fairfall.load.Statistics.Timed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a bot asks: over the socket or over HTTP, again with the same key while the outcome is
 * unknown, with the attempts numbered.
 */
final class BotActions {
  private static final int SOCKET_PERCENT = 80;
  private static final long MAX_BACKOFF_MS = 1_000;
  private static final long FIRST_BACKOFF_MS = 50;

  /** A player who is too fast is told to ask again so much later. */
  private static final long HURRIED_MS = 1_000;

  private static final int TOO_MANY_REQUESTS = 429;

  private final Player player;
  private final @Nullable Feed feed;
  private final RandomGenerator random;
  private final long definiteWithinMs;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong version = new AtomicLong();

  /**
   * @param definiteWithinMs how long an unknown outcome is asked for again
   */
  BotActions(Player player, @Nullable Feed feed, RandomGenerator random, long definiteWithinMs) {
    this.player = player;
    this.feed = feed;
    this.random = random;
    this.definiteWithinMs = definiteWithinMs;
  }

  /** The newest account version that this player has heard of. */
  long version() {
    long told = feed == null ? 0 : feed.holdings().newest().version();
    return Math.max(told, version.get());
  }

  long patienceMs() {
    return definiteWithinMs;
  }

  String newKey(long base) {
    return base + "." + Long.toString(random.nextLong(1L << 40, 1L << 50), 36);
  }

  ClientAnswer bet(Order order, int attempt) {
    Feed over = feed;
    player.wire().statistics().count(attempt == 1 ? Count.BETS : Count.RETRIES);
    if (over == null || random.nextInt(100) >= SOCKET_PERCENT) {
      return heard(player.bet(order, attempt));
    }
    long began = System.nanoTime();
    String requestId = "b" + requests.incrementAndGet();
    ClientAnswer answer = over.ask(requestId, order.socketMessage(requestId, attempt));
    player.wire().statistics().time(Timed.BET_SOCKET, System.nanoTime() - began);
    return heard(answer);
  }

  private ClientAnswer cashOut(String betId, Optional<String> stamp) {
    Feed over = feed;
    player.wire().statistics().count(Count.CASHOUTS);
    if (over == null || random.nextInt(100) >= SOCKET_PERCENT) {
      return heard(player.cashOut(betId, stamp));
    }
    long began = System.nanoTime();
    String requestId = "c" + requests.incrementAndGet();
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("action", "cashout");
    message.put("requestId", requestId);
    message.put("betId", betId);
    stamp.ifPresent(signed -> message.put("stamp", signed));
    ClientAnswer answer = over.ask(requestId, Tree.write(message));
    player.wire().statistics().time(Timed.CASHOUT_SOCKET, System.nanoTime() - began);
    return heard(answer);
  }

  /** Asks until the outcome is definite, or as long as one may wait for that. */
  ClientAnswer betUntilDefinite(Order order, int firstAttempt) throws InterruptedException {
    long untilMs = System.currentTimeMillis() + definiteWithinMs;
    int attempt = firstAttempt;
    ClientAnswer answer = bet(order, attempt);
    for (long backoff = FIRST_BACKOFF_MS;
        answer instanceof ClientAnswer.Unknown unknown && System.currentTimeMillis() < untilMs;
        backoff = Math.min(2 * backoff, MAX_BACKOFF_MS)) {
      Thread.sleep(pause(unknown, backoff));
      answer = bet(order, ++attempt);
    }
    return answer;
  }

  /** As for bets; a cashout needs no key and no number, and keeps the first stamp it is given. */
  ClientAnswer cashOutUntilDefinite(String betId) throws InterruptedException {
    long untilMs = System.currentTimeMillis() + definiteWithinMs;
    Optional<String> stamp = Optional.empty();
    ClientAnswer answer = cashOut(betId, stamp);
    for (long backoff = FIRST_BACKOFF_MS;
        answer instanceof ClientAnswer.Unknown unknown && System.currentTimeMillis() < untilMs;
        backoff = Math.min(2 * backoff, MAX_BACKOFF_MS)) {
      Thread.sleep(pause(unknown, backoff));
      stamp = stamp.or(unknown::stamp);
      answer = cashOut(betId, stamp);
    }
    return answer;
  }

  private long pause(ClientAnswer.Unknown unknown, long backoff) {
    long atLeast = unknown.status() == TOO_MANY_REQUESTS ? HURRIED_MS : 0;
    return atLeast + random.nextLong(backoff) + 1;
  }

  ClientAnswer heard(ClientAnswer answer) {
    Tree body =
        switch (answer) {
          case ClientAnswer.Ok ok -> ok.body();
          case ClientAnswer.No no -> no.body();
          case ClientAnswer.Unknown _ -> Tree.EMPTY;
        };
    body.at("account")
        .at("version")
        .number()
        .ifPresent(seen -> version.accumulateAndGet(seen, Math::max));
    return answer;
  }
}
