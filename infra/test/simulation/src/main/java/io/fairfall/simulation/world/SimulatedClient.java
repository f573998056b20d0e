package io.fairfall.simulation.world;

import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.Account;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.RequestedOperation;
import io.fairfall.simulation.history.RequestedOperation.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A browser tab. It knows what the last answer told it, asks again under the same key when nobody
 * knows, gives up at times, and now and then does what a well-behaved one would not.
 */
final class SimulatedClient implements Runnable {
  private static final int MAX_ATTEMPTS = 6;
  private static final int MAX_THINKING_MS = 300;
  private static final int MAX_RETRY_MS = 700;
  private static final int MAX_REMEMBERED_BETS = 3;
  private static final int MAX_REMEMBERED_CALLS = 6;
  private static final int MAX_WAITS_FOR_ROUND = 6;
  private static final int MAX_WAIT_FOR_ROUND_MS = 600;
  private static final int MAX_REMEMBERED_STAMPS = 12;
  private static final int OLD_KEY_SPAN = 80;
  private static final int MIN_BETWEEN = 8;
  private static final int MAX_BETWEEN = 40;
  private static final int PRESENTATIONS = 3;
  private static final int AT_ONCE = 12;
  private static final int PLAYERS_PACE_MS = 180;
  private static final int MAX_REMINDER_MINUTES = 240;
  private static final BigInteger NO_TIGHTER = BigInteger.valueOf(1_000_001);
  private static final int FIRST_CREDIT = 2_000;
  private static final int MAX_WITHDRAWAL = 1_500;

  private final SimulatedWorld world;
  private final SimulatedConductor conductor;
  private final Caller caller;
  private final String player;
  private final SplittableRandom random;
  private final boolean isNumbering;
  private final List<OpenBet> bets = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Stamped> stamps = new ArrayList<>();
  private Account known = Account.EMPTY;

  SimulatedClient(SimulatedWorld world, SimulatedConductor conductor, String player) {
    this.world = world;
    this.conductor = conductor;
    this.caller = new Caller(world);
    this.player = player;
    this.random = world.random();
    this.isNumbering = random.nextInt(10) < 7;
  }

  /** A stamp that came back signed, and is good for a day. */
  private record Stamped(long betId, long stampMs) {}

  @Override
  public void run() {
    ask(RequestedOperation.keyed(Kind.ADJUSTMENT, player, key(0), FIRST_CREDIT));
    while (world.takesOperation()) {
      if (random.nextInt(3) > 0) {
        world.scheduler().sleep(random.nextInt(MAX_THINKING_MS));
      }
      if (random.nextInt(4) == 0) {
        refresh();
      }
      act();
    }
  }

  private void act() {
    int drawn = random.nextInt(100);
    if (drawn < 72) {
      play();
    } else if (drawn < 78) {
      ask(
          RequestedOperation.keyed(
              Kind.ADJUSTMENT, player, key(base()), random.nextInt(6_000) - 3_200));
    } else if (drawn < 83) {
      ask(
          RequestedOperation.keyed(
              Kind.WITHDRAWAL, player, key(base()), random.nextInt(MAX_WITHDRAWAL)));
    } else if (drawn < 84) {
      ask(
          RequestedOperation.keyed(
              Kind.LIMITS, player, key(base()), 300_000 + random.nextInt(700_000)));
    } else if (drawn < 92 && !calls.isEmpty()) {
      insist(calls.get(random.nextInt(calls.size())), false);
    } else if (drawn < 93 && random.nextInt(4) == 0) {
      manyBetween();
    } else if (drawn < 93 && random.nextInt(3) == 0) {
      manyAtOnce();
    } else if (drawn < 94 && !stamps.isEmpty()) {
      present(stamps.get(random.nextInt(stamps.size())));
    } else if (drawn < 95 && !calls.isEmpty()) {
      RequestedOperation before = calls.get(random.nextInt(calls.size())).asked();
      misuse(before.withAmount(before.amount().add(BigInteger.ONE)));
    } else if (!bets.isEmpty()) {
      ask(RequestedOperation.cashout(player, bets.get(random.nextInt(bets.size())).id()));
    } else {
      ask(bet());
    }
  }

  /** Bets while bets are taken, and cashes out while it flies. */
  private void play() {
    Optional<OpenBet> open =
        AccountBets.of(known).stream()
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
        AccountBets.of(known).stream()
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
        random.nextInt(5) == 0 ? known.version() + ahead() : -1,
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

  private void waitUntil(long instantMs) {
    long ms = instantMs - world.scheduler().millis();
    if (ms > 0) {
      world.scheduler().sleep(ms);
    }
  }

  private void ask(RequestedOperation operation) {
    Call call = new Call(operation);
    world.history().calls().add(call);
    if (!operation.key().isEmpty()) {
      remember(calls, call, MAX_REMEMBERED_CALLS);
    }
    insist(call, true);
  }

  /** Asks something else under a used key, once: the same again would be a new request. */
  private void misuse(RequestedOperation other) {
    if (world.history().calls().stream().noneMatch(call -> call.asked().equals(other))) {
      ask(other);
    }
  }

  /**
   * Asks until there is an answer.
   *
   * @param isNew whether this was never asked before
   */
  private void insist(Call call, boolean isNew) {
    insist(call, isNew, world.scheduler().millis());
  }

  /** Presents an old stamp once more, with as many entries in between as there were meanwhile. */
  private void present(Stamped stamped) {
    Call call = new Call(RequestedOperation.cashout(player, stamped.betId()));
    world.history().calls().add(call);
    insist(call, true, stamped.stampMs());
  }

  /** Many small entries, as fast as a player may write them, and then an old stamp, repeatedly. */
  private void manyBetween() {
    int entries = MIN_BETWEEN + random.nextInt(MAX_BETWEEN - MIN_BETWEEN);
    for (int i = 0; i < entries && world.takesOperation(); i++) {
      ask(reminder());
      world.scheduler().sleep(PLAYERS_PACE_MS);
    }
    for (int i = 0; i < PRESENTATIONS && !stamps.isEmpty() && world.takesOperation(); i++) {
      present(stamps.getFirst());
    }
  }

  /**
   * Many requests at the same instant, and in the middle of them a cashout that they must not stop.
   */
  private void manyAtOnce() {
    crowd();
    if (!stamps.isEmpty()) {
      present(stamps.getLast());
    } else if (!bets.isEmpty()) {
      ask(RequestedOperation.cashout(player, bets.getLast().id()));
    }
  }

  private void crowd() {
    for (int i = 0; i < AT_ONCE && world.takesOperation(); i++) {
      Call call = new Call(reminder());
      world.history().calls().add(call);
      world.aside(Thread.currentThread().getName() + "'s request " + i, () -> insist(call, true));
    }
  }

  /** A change of the session reminder: it costs nothing, and leaves the limits as they are. */
  private RequestedOperation reminder() {
    int minutes = 10 + random.nextInt(MAX_REMINDER_MINUTES - 10);
    return new RequestedOperation(
        Kind.LIMITS, player, key(base()), 0, minutes, NO_TIGHTER, 0, -1, 0);
  }

  private void insist(Call call, boolean isNew, long firstStampMs) {
    world.history().countOperation();
    long stamp = firstStampMs;
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      boolean claimsFirst = isNumbering && isNew && attempt == 1;
      Optional<Account> answer = caller.send(call, claimsFirst, stamp);
      if (answer.isPresent()) {
        learn(answer.get());
        return;
      }
      if (call.asked().kind() == Kind.CASHOUT) {
        keep(new Stamped(call.asked().betId(), stamp));
      }
      if (random.nextInt(7) == 0) {
        return;
      }
      world.scheduler().sleep(random.nextInt(MAX_RETRY_MS));
      // a cashout's stamp came back signed with the 503, and most clients present it
      if (call.asked().kind() != Kind.CASHOUT || random.nextInt(4) == 0) {
        stamp = world.scheduler().millis();
      }
    }
  }

  private void refresh() {
    world
        .instances()
        .use(
            instance -> {
              try {
                learn(instance.read(player));
              } catch (StoreUnavailableException unanswered) {
                world.tell(() -> "cannot read the account");
              }
            });
  }

  private void learn(Account account) {
    if (account.version() >= known.version()) {
      known = account;
    }
    for (OpenBet bet : AccountBets.of(account)) {
      if (!bets.contains(bet)) {
        remember(bets, bet, MAX_REMEMBERED_BETS);
      }
    }
  }

  private static <T> void remember(List<T> list, T element, int limit) {
    if (list.size() == limit) {
      list.removeFirst();
    }
    list.add(element);
  }

  /** Some of the oldest stay, so that many entries come to stand in between. */
  private void keep(Stamped stamped) {
    if (stamps.size() < MAX_REMEMBERED_STAMPS) {
      stamps.add(stamped);
    } else {
      stamps.set(random.nextInt(stamps.size()), stamped);
    }
  }

  private long base() {
    int back = random.nextInt(25) == 0 ? random.nextInt(OLD_KEY_SPAN) : 0;
    return Math.max(0, known.version() - back) + ahead();
  }

  /** No honest client names a version that it has not seen; one that guesses gains nothing. */
  private int ahead() {
    return random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
  }

  private String key(long base) {
    return base + ".k" + (100_000_000L + world.history().calls().size());
  }
}
