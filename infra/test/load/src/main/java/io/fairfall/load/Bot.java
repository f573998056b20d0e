package io.fairfall.load;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One player that bets and cashes out as people and scripts do, honest mistakes and dishonest
 * attempts included, and complains about every answer that the contract does not allow.
 */
final class Bot {
  private static final long MEAN_FLIGHT_MS = 3_000;
  private static final long LOOK_UP_MS = 1_000;
  private static final long ROUND_OVER_WITHIN_MS = 600_000;
  private static final int MAX_HASTE = 5;
  private static final Set<String> LATE = Set.of("ALREADY_CRASHED", "NOT_FLYING");

  private final Player player;
  private final Watch watch;
  private final @Nullable Feed feed;
  private final RandomGenerator random;
  private final Complaints complaints;
  private final BotActions actions;
  private final BetScenarios scenarios;
  private final InvalidRequests requests;
  private final Book book = new Book();

  /** Whoever came too late comes sooner in the next round: the wait is halved so many times. */
  private int haste;

  /**
   * @param crowd where a bot without a socket sees the rounds
   */
  Bot(
      Player player,
      @Nullable Feed feed,
      Watch crowd,
      RandomGenerator random,
      Complaints complaints,
      long definiteWithinMs) {
    this.player = player;
    this.feed = feed;
    this.watch = feed == null ? crowd : feed.watch();
    this.random = random;
    this.complaints = complaints;
    this.actions = new BotActions(player, feed, random, definiteWithinMs);
    this.scenarios = new BetScenarios(player.name(), actions, book, random, complaints);
    this.requests = new InvalidRequests(player, feed, random, complaints);
  }

  Player player() {
    return player;
  }

  Optional<Feed> feed() {
    return Optional.ofNullable(feed);
  }

  Book book() {
    return book;
  }

  /** Sits down: has play ether, and sees the rounds. */
  void sitDown() throws InterruptedException {
    credit();
    var _ = watch.await(sight -> sight.id() > 0, System.currentTimeMillis() + actions.patienceMs());
  }

  /** Plays round after round until an instant, which may be set while it plays. */
  void play(LongSupplier untilMs) throws InterruptedException {
    long last = 0;
    while (System.currentTimeMillis() < untilMs.getAsLong()) {
      long after = last;
      Optional<Sight> open =
          watch.await(
              sight -> sight.id() > after && sight.takesBetsAt(System.currentTimeMillis()),
              Math.min(untilMs.getAsLong(), System.currentTimeMillis() + LOOK_UP_MS));
      if (open.isPresent()) {
        last = open.get().id();
        round(open.get());
      }
    }
  }

  /** Play ether, of an amount that tells it from every other. */
  void credit() throws InterruptedException {
    BigInteger amount =
        Wei.ofEther(1 + random.nextInt(3)).value().add(BigInteger.valueOf(scenarios.nextSerial()));
    String key = actions.newKey(actions.version());
    ClientAnswer answer = actions.heard(player.faucet(key, new Wei(amount)));
    long untilMs = System.currentTimeMillis() + actions.patienceMs();
    while (answer instanceof ClientAnswer.Unknown && System.currentTimeMillis() < untilMs) {
      Thread.sleep(random.nextLong(1_000));
      answer = actions.heard(player.faucet(key, new Wei(amount)));
    }
    book.credit(amount, answer);
    complaints.unless(
        !(answer instanceof ClientAnswer.No),
        "the faucet refused " + player.name() + ": " + answer);
  }

  private void round(Sight round) throws InterruptedException {
    long leftMs = round.closesAt() - System.currentTimeMillis();
    Thread.sleep(random.nextLong(Math.max(1, (leftMs * 3 / 4) >> haste)));
    List<Placed> placed = new ArrayList<>();
    boolean poor = false;
    int seats = random.nextInt(100) < 40 ? 2 : 1;
    for (int seat = 1; seat <= seats; seat++) {
      Order order = scenarios.order(round, seats == 1 ? 1 + random.nextInt(2) : seat);
      ClientAnswer answer = scenarios.place(order, round);
      poor |= answer.code().equals("INSUFFICIENT_FUNDS");
      boolean isLate = answer.code().equals("ROUND_CLOSED");
      haste = Math.clamp(haste + (isLate ? 1 : -1), 0, MAX_HASTE);
      if (answer instanceof ClientAnswer.Ok ok) {
        placed.add(Placed.of(ok.body()));
      }
    }
    if (random.nextInt(100) < 15) {
      requests.something();
    }
    for (Placed bet : placed) {
      if (random.nextInt(100) < 75) {
        cashOut(round, bet);
      }
    }
    watch.await(
        sight -> sight.id() > round.id() || sight.isOver(),
        System.currentTimeMillis() + ROUND_OVER_WITHIN_MS);
    if (random.nextInt(100) < 25) {
      scenarios.askAgainAfterwards(round.id());
    }
    if (feed != null && random.nextInt(100) < 3) {
      feed.drop();
    }
    if (poor) {
      credit();
    }
  }

  /** A bet that stands. */
  private record Placed(String betId, BigInteger stake, long target) {
    static Placed of(Tree body) {
      return new Placed(
          body.text("betId"),
          body.wei("stake"),
          body.at("autoCashout").number().orElse(Long.MAX_VALUE));
    }
  }

  private void cashOut(Sight round, Placed bet) throws InterruptedException {
    long afterStartMs = (long) (-Math.log(1 - random.nextDouble()) * MEAN_FLIGHT_MS);
    long atMs = round.startsAt() + afterStartMs;
    Optional<Sight> over = watch.await(sight -> sight.id() > round.id() || sight.isOver(), atMs);
    if (over.isPresent() && random.nextInt(100) < 70) {
      return;
    }
    ClientAnswer answer = actions.cashOutUntilDefinite(bet.betId());
    judge(bet, answer);
    if (answer instanceof ClientAnswer.Ok first && random.nextInt(100) < 25) {
      ClientAnswer again = actions.cashOutUntilDefinite(bet.betId());
      complaints.unless(
          again instanceof ClientAnswer.Unknown
              || (again instanceof ClientAnswer.Ok second
                  && Book.Paid.of(first.body()).equals(Book.Paid.of(second.body()))),
          "a repeated cashout answered " + again + " after " + first);
    }
  }

  private void judge(Placed bet, ClientAnswer answer) {
    switch (answer) {
      case ClientAnswer.Ok ok -> {
        Book.Paid paid = Book.Paid.of(ok.body());
        book.paid(bet.betId(), paid);
        BigInteger due =
            bet.stake()
                .multiply(BigInteger.valueOf(paid.hundredths()))
                .divide(BigInteger.valueOf(100));
        complaints.unless(due.equals(paid.payout()), "a wrong payout: " + ok + " for " + bet);
        complaints.unless(paid.hundredths() <= bet.target(), "paid above the target: " + ok);
      }
      case ClientAnswer.No no ->
          complaints.unless(LATE.contains(no.code()), "a cashout was answered " + no);
      case ClientAnswer.Unknown _ -> {}
    }
  }

  /** Says who it is, for messages about it. */
  @Override
  public String toString() {
    return Map.of("player", player.name(), "socket", feed != null).toString();
  }
}
