package io.fairfall.bench.realtime;

import io.fairfall.load.Player;
import io.fairfall.load.Wallet;
import io.fairfall.load.Wire;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A player who watches in a browser, and whose account changes now and then. */
final class Guest {
  /** Only for the library, which does not connect with a session that is over. */
  private static final long SESSION_MS = 3_600_000;

  private static final int MAX_ATTEMPTS = 300;
  private static final long PAUSE_MS = 500;

  private final Player player;
  private int version;

  private Guest(Player player) {
    this.player = player;
  }

  /** Signs some in and gives each play ether. */
  static List<Guest> arrive(Wire wire, int count, long seed) throws InterruptedException {
    Random random = new Random(seed);
    List<Guest> guests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Guest guest = new Guest(Player.signIn(wire, Wallet.of(random)));
      guest.receive(wire);
      guests.add(guest);
    }
    return guests;
  }

  /** What a browser of this player has stored. */
  Map<String, Object> session() {
    return Map.of(
        "token", player.token(),
        "player", player.name(),
        "expiresAt", System.currentTimeMillis() + SESSION_MS);
  }

  /** Gives play ether, which its browsers are told of. */
  void receive(Wire wire) throws InterruptedException {
    String key = version + ".bench-guest-" + version;
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      if (player.faucet(key, Wei.ofEther(1)).isOk()) {
        version++;
        return;
      }
      Thread.sleep(PAUSE_MS);
    }
    throw new IllegalStateException("the faucet of " + wire.target().origin() + " gives nothing");
  }
}
