package io.fairfall.load;

import io.fairfall.load.Statistics.Count;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A follower over the WebSocket: says hello with its positions, applies events by id, recovers what
 * it misses, connects again when it is cut off, and asks for bets and cashouts.
 */
public final class Feed implements AutoCloseable {
  private static final long TEND_EVERY_MS = 100;
  private static final long HELLO_EVERY_MS = 1_000;
  private static final long PING_EVERY_MS = 5_000;
  private static final long MAX_RECONNECT_MS = 1_500;
  private static final long ANSWER_SECONDS = 60;
  private static final String ASKED = "a message";
  private static final String TOLD = "a message that nobody waits for";

  private final Wire wire;
  private final Supplier<Optional<String>> tickets;
  private final RandomGenerator random;
  private final Complaints complaints;
  private final Watch watch = new Watch();
  private final Holdings holdings = new Holdings();
  private final Channels channels;
  private final Map<String, CompletableFuture<ClientAnswer>> asked = new ConcurrentHashMap<>();
  private final Thread tender;
  private volatile @Nullable Socket socket;
  private volatile boolean ended;
  private volatile boolean recovering;
  private long helloAtMs;
  private long pingAtMs;

  private Feed(
      Wire wire,
      Supplier<Optional<String>> tickets,
      boolean signedIn,
      RandomGenerator random,
      Complaints complaints) {
    this.wire = wire;
    this.tickets = tickets;
    this.random = random;
    this.complaints = complaints;
    this.channels = new Channels(wire.statistics(), watch, holdings, signedIn);
    this.tender = Thread.ofVirtual().name("feed").unstarted(this::tend);
  }

  /** Follows the public channels and the player's own account. */
  public static Feed of(Player player, RandomGenerator random, Complaints complaints) {
    Feed feed =
        new Feed(player.wire(), () -> Optional.of(player.socketTicket()), true, random, complaints);
    feed.tender.start();
    return feed;
  }

  /** Follows the public channels alone. */
  public static Feed spectator(Wire wire, RandomGenerator random, Complaints complaints) {
    Feed feed = new Feed(wire, Optional::empty, false, random, complaints);
    feed.tender.start();
    return feed;
  }

  public Watch watch() {
    return watch;
  }

  Holdings holdings() {
    return holdings;
  }

  /** Asks and waits; without a connection or an answer the outcome is unknown. */
  public ClientAnswer ask(String requestId, String message) {
    CompletableFuture<ClientAnswer> answer = new CompletableFuture<>();
    asked.put(requestId, answer);
    try {
      Socket to = socket;
      ClientAnswer received =
          to != null && to.send(message)
              ? answer.get(ANSWER_SECONDS, TimeUnit.SECONDS)
              : new ClientAnswer.Unknown(ClientAnswer.NO_ANSWER, "NOT_CONNECTED");
      wire.statistics().answered(ASKED, received);
      return received;
    } catch (TimeoutException | ExecutionException unanswered) {
      ClientAnswer nothing = new ClientAnswer.Unknown(ClientAnswer.NO_ANSWER, "NO_ANSWER");
      wire.statistics().answered(ASKED, nothing);
      return nothing;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new ClientAnswer.Unknown(ClientAnswer.NO_ANSWER, "STOPPED");
    } finally {
      asked.remove(requestId);
    }
  }

  /** Sends something that is not asked for an answer. */
  public void say(String message) {
    Socket to = socket;
    if (to != null) {
      to.send(message);
    }
  }

  /** Loses the connection; the feed finds its way back by itself. */
  void drop() {
    Socket to = socket;
    if (to != null) {
      to.abort();
    }
  }

  /** Asks the house for its positions now, so that a lost tail shows. */
  void ping() {
    say(Tree.write(Map.of("action", "ping")));
  }

  @Override
  public void close() {
    ended = true;
    tender.interrupt();
    drop();
  }

  private void tend() {
    try {
      while (!ended) {
        long nowMs = System.currentTimeMillis();
        Socket now = socket;
        if (now == null || now.isClosed()) {
          reconnect(now != null);
        } else if (channels.isBehind(nowMs) && nowMs - helloAtMs > HELLO_EVERY_MS) {
          wire.statistics().count(Count.GAPS);
          recovering = true;
          hello(now, nowMs);
        } else if (nowMs - pingAtMs > PING_EVERY_MS) {
          pingAtMs = nowMs;
          ping();
        }
        Thread.sleep(TEND_EVERY_MS);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void reconnect(boolean again) throws InterruptedException {
    forgetAsked();
    if (again) {
      wire.statistics().count(Count.RECONNECTS);
      Thread.sleep(random.nextLong(MAX_RECONNECT_MS));
    }
    try {
      Socket opened = Socket.open(wire, tickets.get().orElse(null), this::hear);
      socket = opened;
      hello(opened, System.currentTimeMillis());
    } catch (IOException | IllegalStateException unreachable) {
      Thread.sleep(random.nextLong(MAX_RECONNECT_MS));
    }
  }

  private void hello(Socket to, long nowMs) {
    helloAtMs = nowMs;
    to.send(channels.hello());
  }

  private void hear(String text) {
    long nowMs = System.currentTimeMillis();
    wire.tap().heard("socket", text, nowMs);
    wire.statistics().count(Count.MESSAGES);
    try {
      read(Tree.read(text), nowMs);
    } catch (IllegalStateException | IllegalArgumentException broken) {
      complaints.add("a message cannot be understood: " + broken.getMessage());
    }
  }

  private void read(Tree message, long nowMs) {
    if (message.at("channel").isPresent()) {
      channels.event(message, nowMs);
      return;
    }
    switch (message.at("type").text().orElse("")) {
      case "hello_ack" -> greeted(message, nowMs);
      case "pong" -> channels.pong(message.at("positions"), nowMs);
      case "bet_ack", "cashout_ack" -> answer(message, new ClientAnswer.Ok(200, message));
      case "error" -> {
        Tree problem = message.at("problem");
        answer(message, ClientAnswer.of((int) problem.number("status"), message, problem));
      }
      default -> gatewayFailed(message);
    }
  }

  private void greeted(Tree acknowledgement, long nowMs) {
    channels.greeting(acknowledgement, nowMs);
    if (recovering) {
      recovering = false;
      wire.statistics().count(Count.RECOVERIES);
    }
  }

  private void answer(Tree message, ClientAnswer answer) {
    CompletableFuture<ClientAnswer> waiting =
        message.at("requestId").text().map(asked::get).orElse(null);
    if (waiting != null) {
      waiting.complete(answer);
    } else if (answer instanceof ClientAnswer.Unknown) {
      wire.statistics().answered(TOLD, answer);
    }
  }

  /** The gateway's own message: it names no request of ours, so that any of them may be meant. */
  private void gatewayFailed(Tree message) {
    String text = message.at("message").text().orElse("");
    int status = text.equals("Internal server error") ? 500 : 429;
    if (asked.isEmpty()) {
      wire.statistics().answered(TOLD, new ClientAnswer.Unknown(status, "GATEWAY_" + status));
    }
    asked
        .values()
        .forEach(it -> it.complete(new ClientAnswer.Unknown(status, "GATEWAY_" + status)));
  }

  private void forgetAsked() {
    asked
        .values()
        .forEach(it -> it.complete(new ClientAnswer.Unknown(ClientAnswer.NO_ANSWER, "CUT_OFF")));
  }
}
