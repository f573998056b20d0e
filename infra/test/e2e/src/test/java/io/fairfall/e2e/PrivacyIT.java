package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.load.ClientAnswer;
import io.fairfall.load.Order;
import io.fairfall.load.Player;
import io.fairfall.load.Sight;
import io.fairfall.load.Target;
import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever another player or a spectator says: nothing private of a player reaches them. */
@ExtendWith(Shared.class)
class PrivacyIT {
  private static final long SEED = 20_261_121;
  private static final long TIME_FOR_BETS_MS = 2_000;
  private static final int MAX_ROUNDS = 60;
  private static final String HELLO_ACCOUNT = "{\"action\":\"hello\",\"channels\":[\"account\"]}";

  /** Digits that are in nothing that others may know. */
  private static final Wei CREDIT = Wei.parse("7123456789012345678");

  private static final Wei MORE = Wei.parse("1000000000987654321");
  private static final Wei STAKE = Wei.parse("10000000000000123");
  private static final long TARGET = 918_273_645;
  private static final String LIMIT = "77777777777777777777";

  private final LiveSystem house;
  private final Target target;
  private final List<String> acknowledged = new ArrayList<>();
  private int paid;

  PrivacyIT(LiveSystem house) {
    this.house = house;
    this.target = house.wire().target();
  }

  @Test
  void noMessageOpensAnotherAccount() throws Exception {
    Player alice = house.player(CREDIT);
    Player bob = house.player(Wei.ofEther(1));
    RawSocket own = RawSocket.open(alice);
    own.sendText(HELLO_ACCOUNT);
    String key = betOnce(alice);
    List<String> messages = new Intrusions(alice.name(), acknowledged.getFirst(), key).all(SEED);
    SocketIntruder player = new SocketIntruder(() -> RawSocket.open(bob));
    SocketIntruder spectator = new SocketIntruder(() -> RawSocket.spectator(target));
    System.out.println(messages.size() + " messages, seed " + SEED);
    try (ExecutorService trying = Executors.newFixedThreadPool(2)) {
      Future<?> first = trying.submit(() -> tryAll(player, messages));
      Future<?> second = trying.submit(() -> tryAll(spectator, messages));
      for (int round = 0; round < MAX_ROUNDS && (paid == 0 || !isOver(first, second)); round++) {
        playOnce(alice);
      }
      first.get(30, TimeUnit.MINUTES);
      second.get(30, TimeUnit.MINUTES);
    }

    assertTrue(paid > 0, "one bet was cashed out");
    Set<String> secrets = secrets(alice);
    long untilMs = System.currentTimeMillis() + Patience.STEP_MS;
    while (!heardAll(own, secrets) && System.currentTimeMillis() < untilMs) {
      Thread.sleep(100);
    }
    assertTrue(own.all().stream().anyMatch(it -> it.contains("balance_update")), "Alice hears");
    assertTrue(heardAll(own, secrets), "Alice hears all: " + secrets);
    assertHeardNothing(player, secrets, Set.of(bob.name()));
    assertHeardNothing(spectator, secrets, Set.of());
    assertTrue(player.answered() > player.refused(), "some messages are good");
    assertEquals(acknowledged.size(), count(alice, "bet"), "only Alice bets with her account");
    assertEquals(paid, count(alice, "cashout"), "and only she cashes out");
    own.close();
  }

  @Test
  void noTicketOpensAnotherAccount() throws Exception {
    Player alice = house.player(Wei.ofEther(1));
    Player bob = house.player(Wei.ofEther(1));
    String used = bob.socketTicket();
    RawSocket.open(target.socket(used)).orElseThrow().close();
    String tampered = used.substring(1) + (used.startsWith("A") ? "B" : "A");
    for (String forged :
        List.of(
            used, used.toUpperCase(Locale.ROOT), tampered, alice.name(), "0".repeat(43), "null")) {
      assertTrue(RawSocket.open(target.socket(forged)).isEmpty(), "a ticket like " + forged);
    }
    for (String query : List.of("?player=" + alice.name(), "?ticket=", "?ticket=&player=x")) {
      RawSocket nobody = RawSocket.open(URI.create(target.socket(null) + query)).orElse(null);
      if (nobody != null) {
        nobody.sendText(HELLO_ACCOUNT);
        assertTrue(nobody.hears("UNAUTHENTICATED"), query);
        nobody.close();
      }
    }
    URI both = URI.create(target.socket(bob.socketTicket()) + "&player=" + alice.name());
    assertTrue(RawSocket.open(both).isEmpty(), "whoever says more than a ticket is refused");
  }

  /** Everything that makes private events: deposits, limits, a bet, a cashout. */
  private void playOnce(Player alice) throws InterruptedException {
    house.openRound(TIME_FOR_BETS_MS);
    alice.faucet(house.key(0), MORE).require("a deposit");
    post(alice, "/v1/account/protection", Map.of("limits", Map.of("dayStake", LIMIT)));
    betOnce(alice);
    Thread.sleep(1_000); // six operations a second are the most
  }

  /** Bets, waits for the flight, and cashes out if the round lets her; the key that was used. */
  private String betOnce(Player alice) throws InterruptedException {
    LiveSystem.Asked asked = house.bet(alice, round -> order(alice, round));
    String betId = asked.answer().require("a bet").text("betId");
    acknowledged.add(betId);
    Thread.sleep(Math.max(0, asked.round().startsAt() - System.currentTimeMillis()) + 100);
    if (alice.cashOut(betId).isOk()) {
      paid++;
    }
    return asked.order().key();
  }

  private Order order(Player alice, Sight round) {
    String key = house.key(LiveSystem.version(alice));
    return new Order(key, Long.toString(round.id()), 1, STAKE, TARGET, null);
  }

  private void post(Player player, String path, Map<String, Object> body) {
    Map<String, String> headers =
        Map.of(
            "Idempotency-Key", house.key(LiveSystem.version(player)), "Idempotency-Attempt", "1");
    ClientAnswer answer = player.wire().post(path, player.token(), headers, Tree.write(body));
    answer.require(path);
  }

  private static Void tryAll(SocketIntruder intruder, List<String> messages) {
    try {
      intruder.tryAll(messages);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private static boolean isOver(Future<?> first, Future<?> second) {
    return first.isDone() && second.isDone();
  }

  /** What of Alice's account is in no message but her own: balances, her target. */
  private static Set<String> secrets(Player alice) {
    Set<String> secrets =
        alice.entries().stream()
            .map(entry -> entry.at("account").text("available"))
            .collect(Collectors.toSet());
    secrets.add(Long.toString(TARGET));
    return secrets;
  }

  private static boolean heardAll(RawSocket socket, Set<String> secrets) {
    return secrets.stream().allMatch(secret -> heardBy(socket, secret));
  }

  private static boolean heardBy(RawSocket socket, String secret) {
    return socket.all().stream().anyMatch(message -> message.contains(secret));
  }

  /**
   * Neither a secret nor any account but one's own.
   *
   * @param self who may hear of themselves
   */
  private static void assertHeardNothing(
      SocketIntruder intruder, Set<String> secrets, Set<String> self) {
    assertEquals(List.of(), intruder.failures());
    for (String message : intruder.heard()) {
      for (String secret : secrets) {
        assertFalse(message.contains(secret), () -> secret + " was told in " + message);
      }
      Tree told = Tree.read(message);
      boolean isPrivate =
          told.at("channel").text().filter("account"::equals).isPresent()
              || told.at("channels").at("account").isPresent();
      assertTrue(!isPrivate || !self.isEmpty(), () -> "a spectator heard " + message);
      told.at("channels")
          .at("account")
          .at("snapshot")
          .at("player")
          .text()
          .ifPresent(name -> assertTrue(self.contains(name), message));
    }
    intruder.leave();
  }

  private static long count(Player player, String kind) {
    Map<String, Long> kinds = new LinkedHashMap<>();
    player.entries().forEach(entry -> kinds.merge(entry.text("kind"), 1L, Long::sum));
    return kinds.getOrDefault(kind, 0L);
  }
}
