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
final class Bets {
  private static final BigInteger GRAIN = BigInteger.valueOf(1_000_000_000);
  private static final int KEPT_ORDERS = 8;
  private static final Set<String> USUAL =
      Set.of("ROUND_CLOSED", "INSUFFICIENT_FUNDS", "LIMIT_REACHED", "VERSION_CONFLICT");

  private final String player;
  private final Hands hands;
  private final Book book;
  private final RandomGenerator random;
  private final Complaints complaints;
  private final List<Asked> recent = new ArrayList<>();
  private long serial;

  /** An order and its answer, to be asked again later. */
  private record Asked(Order order, Answer answer) {}

  Bets(String player, Hands hands, Book book, RandomGenerator random, Complaints complaints) {
    this.player = player;
    this.hands = hands;
    this.book = book;
    this.random = random;
    this.complaints = complaints;
  }

  /** A number that no other request of this bot has; stakes and amounts end in it. */
  long nextSerial() {
    return ++serial;
  }

  Order order(Sight round, int seat) {
    long version = hands.version();
    Long auto = random.nextInt(100) < 40 ? Long.valueOf(autoCashout()) : null;
    return new Order(
        hands.newKey(version), Long.toString(round.id()), seat, stake(round), auto, null);
  }

  /** Places the order in one of the ways, and books the answer to its latest attempt. */
  Answer place(Order order, Sight round) throws InterruptedException {
    int way = random.nextInt(100);
    Answer answer;
    if (way < 10) {
      answer = twiceAtOnce(order);
    } else if (way < 18) {
      answer = allowed(order, hands.betUntilDefinite(order, 1), USUAL);
      askAgain(order, answer);
    } else if (way < 25) {
      answer = allowed(order, hands.betUntilDefinite(order, 1), USUAL);
      withAnotherStake(order, answer, round);
    } else if (way < 32) {
      answer = expecting(order, hands.version());
    } else if (way < 36) {
      answer = expecting(order, Math.max(0, hands.version() - 1));
      complaints.unless(!answer.isOk(), "a bet stands on an old version: " + answer);
    } else if (way < 40) {
      answer = beyond(order, round);
    } else if (way < 45) {
      answer = late(order, round);
    } else {
      answer = allowed(order, hands.betUntilDefinite(order, 1), USUAL);
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
      Answer again = hands.betUntilDefinite(asked.order(), 2);
      if (asked.answer().isOk()) {
        sameBet(asked.order(), asked.answer(), again);
      } else if (asked.answer() instanceof Answer.No) {
        complaints.unless(!again.isOk(), "a refused bet stood later: " + asked + ", then " + again);
        book.bet(asked.order(), again);
      }
    }
  }

  private Answer twiceAtOnce(Order order) throws InterruptedException {
    FutureTask<Answer> first = new FutureTask<>(() -> hands.bet(order, 1));
    Thread.ofVirtual().name("first attempt").start(first);
    Answer second = allowed(order, hands.betUntilDefinite(order, 2), USUAL);
    try {
      Answer earlier = first.get();
      if (earlier.isOk()) {
        sameBet(order, earlier, second);
      }
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken);
    }
    return booked(order, second);
  }

  private void askAgain(Order order, Answer answer) throws InterruptedException {
    booked(order, answer);
    if (answer.isOk()) {
      sameBet(order, answer, hands.betUntilDefinite(order, 2));
    }
  }

  private void withAnotherStake(Order order, Answer answer, Sight round)
      throws InterruptedException {
    booked(order, answer);
    if (answer.isOk()) {
      Order other = order.withStake(stake(round));
      Answer mismatch = hands.betUntilDefinite(other, 1);
      book.bet(other, mismatch);
      allowed(other, mismatch, Set.of("IDEMPOTENCY_MISMATCH"));
      complaints.unless(!mismatch.isOk(), "a key stood for two bets: " + mismatch);
    }
  }

  private Answer expecting(Order order, long version) throws InterruptedException {
    Order expecting =
        new Order(
            order.key(),
            order.roundId(),
            order.seat(),
            order.stake(),
            order.autoCashout(),
            version);
    return booked(expecting, allowed(expecting, hands.betUntilDefinite(expecting, 1), USUAL));
  }

  private Answer beyond(Order order, Sight round) throws InterruptedException {
    boolean aboveLimit = random.nextBoolean();
    BigInteger limit = round.maxStake().value();
    BigInteger unique = BigInteger.valueOf(nextSerial());
    Order large = order.withStake(new Wei(aboveLimit ? limit.add(unique) : limit.subtract(unique)));
    Answer answer = booked(large, hands.betUntilDefinite(large, 1));
    return allowed(
        large,
        answer,
        aboveLimit
            ? Set.of("STAKE_OUT_OF_BOUNDS", "ROUND_CLOSED")
            : Set.of("INSUFFICIENT_FUNDS", "ROUND_CLOSED", "LIMIT_REACHED"));
  }

  private Answer late(Order order, Sight round) throws InterruptedException {
    long waitMs = round.closesAt() - System.currentTimeMillis();
    Thread.sleep(Math.max(0, waitMs) + random.nextInt(200));
    Answer answer = booked(order, hands.betUntilDefinite(order, 1));
    complaints.unless(!answer.isOk(), "a bet stands that came late: " + answer);
    return allowed(order, answer, Set.of("ROUND_CLOSED"));
  }

  private Answer booked(Order order, Answer answer) {
    book.bet(order, answer);
    recent.add(new Asked(order, answer));
    if (recent.size() > KEPT_ORDERS) {
      recent.removeFirst();
    }
    return answer;
  }

  private void sameBet(Order order, Answer first, Answer again) {
    if (again instanceof Answer.Unknown) {
      return;
    }
    String wanted = first instanceof Answer.Ok ok ? ok.body().text("betId") : "";
    @Nullable String got = again instanceof Answer.Ok ok ? ok.body().text("betId") : null;
    complaints.unless(
        wanted.equals(got), player + " asked again for " + order + " and heard " + again);
  }

  private Answer allowed(Order order, Answer answer, Set<String> codes) {
    switch (answer) {
      case Answer.Ok ok ->
          complaints.unless(
              ok.body().text("roundId").equals(order.roundId())
                  && ok.body().number("seat") == order.seat()
                  && ok.body().text("stake").equals(order.stake().toString()),
              "the answer is about another bet: " + ok + " to " + order);
      case Answer.No no ->
          complaints.unless(codes.contains(no.code()), player + " heard " + no + " about " + order);
      case Answer.Unknown _ -> {}
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
