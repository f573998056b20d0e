package io.fairfall.simulation.world;

import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.ledger.Account;
import io.fairfall.simulation.history.RequestedOperation;
import io.fairfall.simulation.history.RequestedOperation.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A browser tab with the crash game. */
final class CrashClient extends SimulatedClient {
  private static final int MAX_REMEMBERED_BETS = 3;
  private static final int MAX_WAITS_FOR_ROUND = 6;
  private static final int MAX_WAIT_FOR_ROUND_MS = 600;

  private final SimulatedConductor conductor;
  private final List<OpenBet> bets = new ArrayList<>();

  CrashClient(SimulatedWorld world, SimulatedConductor conductor, String player) {
    super(world, player);
    this.conductor = conductor;
  }

  /** Bets while bets are taken, and cashes out while it flies. */
  @Override
  void play() {
    Optional<OpenBet> open =
        AccountBets.of(known()).stream()
            .filter(bet -> bet.roundId() == conductor.announced())
            .findFirst();
    if (open.isPresent() && (!conductor.isOpen() || random.nextInt(5) == 0)) {
      cashOut(open.get());
      return;
    }
    for (int i = 0; i < MAX_WAITS_FOR_ROUND && !conductor.isOpen(); i++) {
      world.scheduler().sleep(random.nextInt(MAX_WAIT_FOR_ROUND_MS));
    }
    if (random.nextInt(7) == 0) {
      waitUntil(conductor.closesAtMs() + random.nextInt(-120, 30));
    }
    ask(bet());
  }

  private RequestedOperation bet() {
    long announced = conductor.announced();
    long round = random.nextInt(40) == 0 ? Math.max(1, announced - 3) : announced;
    int seat = 1 + random.nextInt(2);
    boolean isTaken =
        AccountBets.of(known()).stream()
            .anyMatch(bet -> bet.roundId() == round && bet.seat() == seat);
    long stake = random.nextInt(12) == 0 ? random.nextInt(60_000) : 100 + random.nextInt(1_500);
    return new RequestedOperation(
        Kind.BET,
        player,
        key(base()),
        round,
        isTaken && random.nextInt(5) > 0 ? 3 - seat : seat,
        BigInteger.valueOf(Math.max(1, stake)),
        random.nextInt(5) < 2 ? 101 + random.nextInt(25) : 0,
        random.nextInt(5) == 0 ? known().version() + ahead() : -1,
        0);
  }

  private void cashOut(OpenBet bet) {
    long crashAt = conductor.crashAtMs(bet.roundId());
    if (random.nextInt(3) > 0) {
      waitUntil(crashAt + random.nextInt(-60, 20));
    } else {
      waitUntil(crashAt - random.nextInt(2_000));
    }
    if (random.nextInt(20) == 0) {
      crowd();
    }
    ask(RequestedOperation.cashout(player, bet.id()));
  }

  @Override
  void tryAgain() {
    ask(
        bets.isEmpty()
            ? bet()
            : RequestedOperation.cashout(player, bets.get(random.nextInt(bets.size())).id()));
  }

  @Override
  void playAmid() {
    if (!bets.isEmpty()) {
      ask(RequestedOperation.cashout(player, bets.getLast().id()));
    }
  }

  @Override
  void see(Account account) {
    for (OpenBet bet : AccountBets.of(account)) {
      if (!bets.contains(bet)) {
        remember(bets, bet, MAX_REMEMBERED_BETS);
      }
    }
  }
}
