package io.fairfall.load;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The ways in which a bot places a bet, and what each may be answered. */
final class BetScenarios {
  private static final BigInteger GRAIN = BigInteger.valueOf(1_000_000_000);
  private static final int KEPT_ORDERS = 8;
  private static final Set<String> USUAL =
      Set.of("ROUND_CLOSED", "INSUFFICIENT_FUNDS", "LIMIT_REACHED", "VERSION_CONFLICT");

  private final String player;
  private final BotActions actions;
  private final Book book;
  private final RandomGenerator random;
  private final Complaints complaints;
  private final List<Asked> recent = new ArrayList<>();
  private long serial;

  /** An order and its answer, to be asked again later. */
  private record Asked(Order order, ClientAnswer answer) {}

  BetScenarios(
      String player, BotActions actions, Book book, RandomGenerator random, Complaints complaints) {
    this.player = player;
    this.actions = actions;
    this.book = book;
    this.random = random;
    this.complaints = complaints;
  }

  /** A number that no other request of this bot has; stakes and amounts end in it. */
  long nextSerial() {
    return ++serial;
  }

  Order order(Sight round, int seat) {
    long version = actions.version();
    Long auto = random.nextInt(100) < 40 ? Long.valueOf(autoCashout()) : null;
    return new Order(
        actions.newKey(version), Long.toString(round.id()), seat, stake(round), auto, null);
  }

  /** Places the order in one of the ways, and books the answer to its latest attempt. */
  ClientAnswer place(Order order, Sight round) throws InterruptedException {
    int way = random.nextInt(100);
    ClientAnswer answer;
    if (way < 10) {
      answer = twiceAtOnce(order);
    } else if (way < 18) {
      answer = allowed(order, actions.betUntilDefinite(order, 1), USUAL);
      askAgain(order, answer);
    } else if (way < 25) {
      answer = allowed(order, actions.betUntilDefinite(order, 1), USUAL);
      withAnotherStake(order, answer, round);
    } else if (way < 32) {
      answer = expecting(order, actions.version());
    } else if (way < 36) {
      answer = expecting(order, Math.max(0, actions.version() - 1));
      complaints.unless(!answer.isOk(), "a bet stands on an old version: " + answer);
    } else if (way < 40) {
      answer = beyond(order, round);
    } else if (way < 45) {
      answer = late(order, round);
    } else {
      answer = allowed(order, actions.betUntilDefinite(order, 1), USUAL);
      booked(order, answer);
    }
    return answer;
  }

  /** After the round, whoever asks again hears what was said first. */
  void askAgainAfterwards(long roundId) throws InterruptedException {
    for (Asked asked : List.copyOf(recent)) {
      if (!asked.order().roundId().equals(Long.toString(roundId))) {
        continue;
      }
      ClientAnswer again = actions.betUntilDefinite(asked.order(), 2);
      if (asked.answer().isOk()) {
        sameBet(asked.order(), asked.answer(), again);
      } else if (asked.answer() instanceof ClientAnswer.No) {
        complaints.unless(!again.isOk(), "a refused bet stood later: " + asked + ", then " + again);
        book.bet(asked.order(), again);
      }
    }
  }

  private ClientAnswer twiceAtOnce(Order order) throws InterruptedException {
    FutureTask<ClientAnswer> first = new FutureTask<>(() -> actions.bet(order, 1));
    Thread.ofVirtual().name("first attempt").start(first);
    ClientAnswer second = allowed(order, actions.betUntilDefinite(order, 2), USUAL);
    try {
      ClientAnswer earlier = first.get();
      if (earlier.isOk()) {
        sameBet(order, earlier, second);
      }
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken);
    }
    return booked(order, second);
  }

  private void askAgain(Order order, ClientAnswer answer) throws InterruptedException {
    booked(order, answer);
    if (answer.isOk()) {
      sameBet(order, answer, actions.betUntilDefinite(order, 2));
    }
  }

  private void withAnotherStake(Order order, ClientAnswer answer, Sight round)
      throws InterruptedException {
    booked(order, answer);
    if (answer.isOk()) {
      Order other = order.withStake(stake(round));
      ClientAnswer mismatch = actions.betUntilDefinite(other, 1);
      book.bet(other, mismatch);
      allowed(other, mismatch, Set.of("IDEMPOTENCY_MISMATCH"));
      complaints.unless(!mismatch.isOk(), "a key stood for two bets: " + mismatch);
    }
  }

  private ClientAnswer expecting(Order order, long version) throws InterruptedException {
    Order expecting =
        new Order(
            order.key(),
            order.roundId(),
            order.seat(),
            order.stake(),
            order.autoCashout(),
            version);
    return booked(expecting, allowed(expecting, actions.betUntilDefinite(expecting, 1), USUAL));
  }

  private ClientAnswer beyond(Order order, Sight round) throws InterruptedException {
    boolean aboveLimit = random.nextBoolean();
    BigInteger limit = round.maxStake().value();
    BigInteger unique = BigInteger.valueOf(nextSerial());
    Order large = order.withStake(new Wei(aboveLimit ? limit.add(unique) : limit.subtract(unique)));
    ClientAnswer answer = booked(large, actions.betUntilDefinite(large, 1));
    return allowed(
        large,
        answer,
        aboveLimit
            ? Set.of("STAKE_OUT_OF_BOUNDS", "ROUND_CLOSED")
            : Set.of("INSUFFICIENT_FUNDS", "ROUND_CLOSED", "LIMIT_REACHED"));
  }

  private ClientAnswer late(Order order, Sight round) throws InterruptedException {
    long waitMs = round.closesAt() - System.currentTimeMillis();
    Thread.sleep(Math.max(0, waitMs) + random.nextInt(200));
    ClientAnswer answer = booked(order, actions.betUntilDefinite(order, 1));
    complaints.unless(!answer.isOk(), "a bet stands that came late: " + answer);
    return allowed(order, answer, Set.of("ROUND_CLOSED"));
  }

  private ClientAnswer booked(Order order, ClientAnswer answer) {
    book.bet(order, answer);
    recent.add(new Asked(order, answer));
    if (recent.size() > KEPT_ORDERS) {
      recent.removeFirst();
    }
    return answer;
  }

  private void sameBet(Order order, ClientAnswer first, ClientAnswer again) {
    if (again instanceof ClientAnswer.Unknown) {
      return;
    }
    String wanted = first instanceof ClientAnswer.Ok ok ? ok.body().text("betId") : "";
    @Nullable String got = again instanceof ClientAnswer.Ok ok ? ok.body().text("betId") : null;
    complaints.unless(
        wanted.equals(got), player + " asked again for " + order + " and heard " + again);
  }

  private ClientAnswer allowed(Order order, ClientAnswer answer, Set<String> codes) {
    switch (answer) {
      case ClientAnswer.Ok ok ->
          complaints.unless(
              ok.body().text("roundId").equals(order.roundId())
                  && ok.body().number("seat") == order.seat()
                  && ok.body().text("stake").equals(order.stake().toString()),
              "the answer is about another bet: " + ok + " to " + order);
      case ClientAnswer.No no ->
          complaints.unless(codes.contains(no.code()), player + " heard " + no + " about " + order);
      case ClientAnswer.Unknown _ -> {}
    }
    return answer;
  }

  private long autoCashout() {
    return 101 + (long) (-Math.log(1 - random.nextDouble()) * 120);
  }

  /** A stake between a fiftieth and a thousandth of the largest, unlike every other of this bot. */
  private Wei stake(Sight round) {
    BigInteger about =
        round.maxStake().value().divide(BigInteger.valueOf(20 + random.nextInt(1_000)));
    BigInteger rounded = about.divide(GRAIN).multiply(GRAIN).max(round.minStake().value());
    return new Wei(rounded.add(BigInteger.valueOf(nextSerial())));
  }
}
