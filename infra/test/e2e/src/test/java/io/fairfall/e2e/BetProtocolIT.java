package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.load.ClientAnswer;
import io.fairfall.load.Order;
import io.fairfall.load.Player;
import io.fairfall.load.Sight;
import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a bet may rely on, whatever is sent twice, late, at once or by mistake. The tests run at
 * once, each with a player of its own: all of them wait for the same rounds. It is said of each,
 * and not of the class, which would run beside other classes then.
 */
@ExtendWith(Shared.class)
class BetProtocolIT {
  private static final Wei CREDIT = Wei.ofEther(1);
  private static final Wei STAKE = new Wei(CREDIT.value().shiftRight(6));
  private static final Wei OTHER_STAKE = new Wei(CREDIT.value().shiftRight(7));
  private static final long TIME_FOR_BETS_MS = 2_500;
  private static final int TIMES = 3;
  private static final int MAX_ROUNDS = 30;

  private final LiveSystem house;

  BetProtocolIT(LiveSystem house) {
    this.house = house;
  }

  /** What is asked of a house in a round that takes bets. */
  private interface Scenario {
    void play(Player player, Way.Asking asking, Sight round) throws Exception;
  }

  /** Betting closed under a test's hands, on a machine that was slow for a moment. */
  private static final class LateException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Plays with somebody new, in one of the next rounds if betting closes too soon. */
  private void inARound(Wei credit, Way way, Scenario scenario) throws Exception {
    for (int round = 1; ; round++) {
      Player player = house.player(credit);
      Way.Asking asking = way.of(house, player);
      try {
        scenario.play(player, asking, house.openRound(TIME_FOR_BETS_MS));
        return;
      } catch (LateException late) {
        assertTrue(round < MAX_ROUNDS, "betting closed too soon in " + round + " rounds");
      }
    }
  }

  private static ClientAnswer inTime(ClientAnswer answer) {
    if (answer.code().equals("ROUND_CLOSED")) {
      throw new LateException();
    }
    return answer;
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void aRetriedBetAnswersItsFirstResult(Way way) throws Exception {
    inARound(
        CREDIT,
        way,
        (player, asking, round) -> {
          Order order = order(player, round, 1, STAKE, null);
          Tree first = said(inTime(asking.bet(order, 1)));

          assertEquals(first, said(asking.bet(order, 2)), "at once");
          said(inTime(asking.bet(order(player, round, 2, OTHER_STAKE, null), 1)));
          assertEquals(first, said(asking.bet(order, 3)), "after the version has moved");
          LiveSystem.awaitClosed(round);
          assertEquals(first, said(asking.bet(order, 4)), "after betting has closed");
          house.awaitOver(round);
          assertEquals(first, said(asking.bet(order, 5)), "after the round");
          assertEquals(1, betsWithStake(player, STAKE));
        });
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void aKeyStandsForOneRequest(Way way) throws Exception {
    inARound(
        CREDIT,
        way,
        (player, asking, round) -> {
          Order order = order(player, round, 1, STAKE, null);
          said(inTime(asking.bet(order, 1)));

          ClientAnswer other = asking.bet(order.withStake(OTHER_STAKE), 1);
          assertEquals("IDEMPOTENCY_MISMATCH", other.code());
          LiveSystem.awaitClosed(round);
          ClientAnswer later = asking.bet(order.withStake(OTHER_STAKE), 2);
          assertEquals("IDEMPOTENCY_MISMATCH", later.code(), "and later");
          assertEquals(0, betsWithStake(player, OTHER_STAKE));
        });
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void ofTwoBetsOnOneVersionExactlyOneWins(Way way) throws Exception {
    for (int time = 0; time < TIMES; time++) {
      inARound(
          CREDIT,
          way,
          (player, asking, round) -> {
            long version = LiveSystem.version(player);
            Order left = order(player, round, 1, STAKE, version);
            Order right = order(player, round, 2, OTHER_STAKE, version);
            List<ClientAnswer> answers =
                atOnce(() -> asking.bet(left, 1), () -> asking.bet(right, 1));
            answers.forEach(BetProtocolIT::inTime);

            assertEquals(
                1, answers.stream().filter(ClientAnswer::isOk).count(), answers.toString());
            assertEquals(
                List.of("VERSION_CONFLICT"),
                answers.stream().filter(answer -> !answer.isOk()).map(ClientAnswer::code).toList());
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void aBetBeyondTheBalanceMovesNothing(Way way) throws Exception {
    inARound(
        OTHER_STAKE,
        way,
        (player, asking, round) -> {
          Tree before = player.account().require("the account");
          Order order = order(player, round, 1, STAKE, null);

          assertEquals("INSUFFICIENT_FUNDS", inTime(asking.bet(order, 1)).code());
          assertEquals(before, player.account().require("the account"));
          // an answer to a second attempt is final: it is written down, and moves no money either
          assertEquals("INSUFFICIENT_FUNDS", inTime(asking.bet(order, 2)).code());
          Tree after = player.account().require("the account");
          assertEquals(before.text("available"), after.text("available"));
          assertEquals("0", after.text("locked"));
          assertEquals(0, betsWithStake(player, STAKE));
        });
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void aRefusalOfALaterAttemptIsFinal(Way way) throws Exception {
    inARound(
        OTHER_STAKE,
        way,
        (player, asking, round) -> {
          Order order = order(player, round, 1, STAKE, null);

          assertEquals("INSUFFICIENT_FUNDS", inTime(asking.bet(order, 2)).code());
          player.faucet(house.key(LiveSystem.version(player)), CREDIT).require("more play ether");
          ClientAnswer third = asking.bet(order, 3);
          assertEquals("INSUFFICIENT_FUNDS", third.code(), "although it would do now");
          Sight later = house.openRound(TIME_FOR_BETS_MS);
          Order again = order(player, later, 1, STAKE, null);
          assertTrue(inTime(asking.bet(again, 1)).isOk(), "a new key does");
        });
  }

  private Order order(
      Player player, Sight round, int seat, Wei stake, @Nullable Long expectedVersion) {
    return new Order(
        house.key(LiveSystem.version(player)),
        Long.toString(round.id()),
        seat,
        stake,
        null,
        expectedVersion);
  }

  /** A success without what differs between two messages that say the same. */
  private static Tree said(ClientAnswer answer) {
    Tree body = assertInstanceOf(ClientAnswer.Ok.class, answer).body();
    java.util.Map<Object, @Nullable Object> members = new java.util.HashMap<>(body.members());
    members.remove("requestId");
    return new Tree(members);
  }

  private static long betsWithStake(Player player, Wei stake) {
    return player.entries().stream()
        .filter(
            entry ->
                entry.at("bet").at("stake").text().filter(stake.toString()::equals).isPresent())
        .count();
  }

  private static List<ClientAnswer> atOnce(Callable<ClientAnswer> one, Callable<ClientAnswer> other)
      throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ClientAnswer> first = executor.submit(one);
      Future<ClientAnswer> second = executor.submit(other);
      return List.of(first.get(), second.get());
    }
  }
}
