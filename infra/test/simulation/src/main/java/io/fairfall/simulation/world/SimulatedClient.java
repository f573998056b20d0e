package io.fairfall.simulation.world;

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
 * A browser tab, whatever game is played in it. It knows what the last answer told it, asks again
 * under the same key when nobody knows, gives up at times, and now and then does what a
 * well-behaved one would not.
 */
abstract class SimulatedClient implements Runnable {
  private static final int MAX_ATTEMPTS = 6;
  private static final int MAX_THINKING_MS = 300;
  private static final int MAX_RETRY_MS = 700;
  private static final int MAX_REMEMBERED_CALLS = 6;
  private static final int MAX_REMEMBERED_STAMPS = 12;
  private static final int OLD_KEY_SPAN = 80;
  private static final int MIN_BETWEEN = 8;
  private static final int MAX_BETWEEN = 40;
  private static final int PRESENTATIONS = 3;
  private static final int MAX_BETWEEN_PRESENTATIONS = 5;
  private static final int AT_ONCE = 12;
  private static final int PLAYERS_PACE_MS = 180;
  private static final int MAX_REMINDER_MINUTES = 240;
  private static final BigInteger NO_TIGHTER = BigInteger.valueOf(1_000_001);
  private static final int FIRST_CREDIT = 2_000;
  private static final int MAX_WITHDRAWAL = 1_500;

  final SimulatedWorld world;
  private final Caller caller;
  final String player;
  final SplittableRandom random;
  private final boolean isNumbering;
  private final boolean isKeepingStamps;
  private final List<Call> calls = new ArrayList<>();
  private final List<Stamped> stamps = new ArrayList<>();
  private Account known = Account.EMPTY;

  SimulatedClient(SimulatedWorld world, String player) {
    this.world = world;
    this.caller = new Caller(world);
    this.player = player;
    this.random = world.random();
    this.isNumbering = random.nextInt(10) < 7;
    this.isKeepingStamps = random.nextInt(3) == 0;
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
    if (drawn < 70 || (drawn < 72 && stamps.isEmpty())) {
      play();
    } else if (drawn < 72) {
      presentAgain(stamps.get(random.nextInt(stamps.size())));
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
    } else if (drawn < 95 && !calls.isEmpty()) {
      RequestedOperation before = calls.get(random.nextInt(calls.size())).asked();
      misuse(before.withAmount(before.amount().add(BigInteger.ONE)));
    } else {
      tryAgain();
    }
  }

  /** What this player does as a rule. */
  abstract void play();

  /** What a player does now and then. */
  abstract void tryAgain();

  /** What a player does while many other requests of theirs are under way. */
  abstract void playAmid();

  /** Looks at an account that an answer brought. */
  abstract void see(Account account);

  void waitUntil(long instantMs) {
    long ms = instantMs - world.scheduler().millis();
    if (ms > 0) {
      world.scheduler().sleep(ms);
    }
  }

  void ask(RequestedOperation operation) {
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

  /** Presents an old stamp behind a few entries, and tries whether it is good once more. */
  private void presentAgain(Stamped stamped) {
    reminders(random.nextInt(MAX_BETWEEN_PRESENTATIONS));
    present(stamped);
    reminders(random.nextInt(MAX_BETWEEN_PRESENTATIONS));
    if (world.takesOperation()) {
      present(stamped);
    }
  }

  /** Many small entries, as fast as a player may write them, and then an old stamp, repeatedly. */
  private void manyBetween() {
    reminders(MIN_BETWEEN + random.nextInt(MAX_BETWEEN - MIN_BETWEEN));
    for (int i = 0; i < PRESENTATIONS && !stamps.isEmpty() && world.takesOperation(); i++) {
      present(stamps.getFirst());
    }
  }

  private void reminders(int entries) {
    for (int i = 0; i < entries && world.takesOperation(); i++) {
      ask(reminder());
      world.scheduler().sleep(PLAYERS_PACE_MS);
    }
  }

  /**
   * Many requests at the same instant, and in the middle of them a cashout that they must not stop,
   * or whatever else is played.
   */
  private void manyAtOnce() {
    crowd();
    if (!stamps.isEmpty()) {
      present(stamps.getLast());
    } else {
      playAmid();
    }
  }

  void crowd() {
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
      if (random.nextInt(givesUpOneIn(call)) == 0) {
        return;
      }
      world.scheduler().sleep(random.nextInt(MAX_RETRY_MS));
      // a cashout's stamp came back signed with the 503, and most clients present it
      if (call.asked().kind() != Kind.CASHOUT || random.nextInt(4) == 0) {
        stamp = world.scheduler().millis();
      }
    }
  }

  /** Who tries for a second payment lets the bet be lost first, with a good stamp in hand. */
  private int givesUpOneIn(Call call) {
    return isKeepingStamps && call.asked().kind() == Kind.CASHOUT ? 2 : 7;
  }

  /** The account as the newest answer showed it. */
  Account known() {
    return known;
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
    see(account);
  }

  static <T> void remember(List<T> list, T element, int limit) {
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

  long base() {
    int back = random.nextInt(25) == 0 ? random.nextInt(OLD_KEY_SPAN) : 0;
    return Math.max(0, known.version() - back) + ahead();
  }

  /** No honest client names a version that it has not seen; one that guesses gains nothing. */
  int ahead() {
    return random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
  }

  String key(long base) {
    return base + ".k" + (100_000_000L + world.history().calls().size());
  }
}
