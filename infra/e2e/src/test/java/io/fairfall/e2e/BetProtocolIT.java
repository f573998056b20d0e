package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.load.Answer;
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
 * once, each with a player of its own: all of them wait for the same rounds.
 */
@ExtendWith(Shared.class)
@Execution(ExecutionMode.CONCURRENT)
class BetProtocolIT {
  private static final Wei CREDIT = Wei.ofEther(1);
  private static final Wei STAKE = new Wei(CREDIT.value().shiftRight(6));
  private static final Wei OTHER_STAKE = new Wei(CREDIT.value().shiftRight(7));
  private static final long TIME_FOR_BETS_MS = 2_500;

  private final House house;

  BetProtocolIT(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @EnumSource
  void aRetriedBetAnswersItsFirstResult(Way way) throws Exception {
    Player player = house.player(CREDIT);
    Way.Asking asking = way.of(house, player);
    Sight round = house.openRound(TIME_FOR_BETS_MS);
    Order order = order(player, round, 1, STAKE, null);
    Tree first = said(asking.bet(order, 1));

    assertEquals(first, said(asking.bet(order, 2)), "at once");
    said(asking.bet(order(player, round, 2, OTHER_STAKE, null), 1));
    assertEquals(first, said(asking.bet(order, 3)), "after the version has moved");
    House.awaitClosed(round);
    assertEquals(first, said(asking.bet(order, 4)), "after betting has closed");
    house.awaitOver(round);
    assertEquals(first, said(asking.bet(order, 5)), "after the round");
    assertEquals(1, betsWithStake(player, STAKE));
  }

  @ParameterizedTest
  @EnumSource
  void aKeyStandsForOneRequest(Way way) throws Exception {
    Player player = house.player(CREDIT);
    Way.Asking asking = way.of(house, player);
    Sight round = house.openRound(TIME_FOR_BETS_MS);
    Order order = order(player, round, 1, STAKE, null);
    said(asking.bet(order, 1));

    Answer other = asking.bet(order.withStake(OTHER_STAKE), 1);
    assertEquals("IDEMPOTENCY_MISMATCH", other.code());
    House.awaitClosed(round);
    assertEquals(
        "IDEMPOTENCY_MISMATCH", asking.bet(order.withStake(OTHER_STAKE), 2).code(), "and later");
    assertEquals(0, betsWithStake(player, OTHER_STAKE));
  }

  @ParameterizedTest
  @EnumSource
  void ofTwoBetsOnOneVersionExactlyOneWins(Way way) throws Exception {
    for (int time = 0; time < 3; time++) {
      Player player = house.player(CREDIT);
      Way.Asking asking = way.of(house, player);
      Sight round = house.openRound(TIME_FOR_BETS_MS);
      long version = House.version(player);
      Order left = order(player, round, 1, STAKE, version);
      Order right = order(player, round, 2, OTHER_STAKE, version);
      List<Answer> answers = atOnce(() -> asking.bet(left, 1), () -> asking.bet(right, 1));

      assertEquals(1, answers.stream().filter(Answer::isOk).count(), answers.toString());
      assertEquals(
          List.of("VERSION_CONFLICT"),
          answers.stream().filter(answer -> !answer.isOk()).map(Answer::code).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBetBeyondTheBalanceMovesNothing(Way way) throws Exception {
    Player player = house.player(OTHER_STAKE);
    Way.Asking asking = way.of(house, player);
    Sight round = house.openRound(TIME_FOR_BETS_MS);
    Tree before = player.account().require("the account");
    Order order = order(player, round, 1, STAKE, null);

    assertEquals("INSUFFICIENT_FUNDS", asking.bet(order, 1).code());
    assertEquals(before, player.account().require("the account"));
    // an answer to a second attempt is final: it is written down, and moves no money either
    assertEquals("INSUFFICIENT_FUNDS", asking.bet(order, 2).code());
    Tree after = player.account().require("the account");
    assertEquals(before.text("available"), after.text("available"));
    assertEquals("0", after.text("locked"));
    assertEquals(0, betsWithStake(player, STAKE));
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalOfALaterAttemptIsFinal(Way way) throws Exception {
    Player player = house.player(OTHER_STAKE);
    Way.Asking asking = way.of(house, player);
    Sight round = house.openRound(TIME_FOR_BETS_MS);
    Order order = order(player, round, 1, STAKE, null);

    assertEquals("INSUFFICIENT_FUNDS", asking.bet(order, 2).code());
    player.faucet(house.key(House.version(player)), CREDIT).require("more play ether");
    assertEquals("INSUFFICIENT_FUNDS", asking.bet(order, 3).code(), "although it would do now");
    assertTrue(asking.bet(order(player, round, 1, STAKE, null), 1).isOk(), "a new key does");
  }

  private Order order(
      Player player, Sight round, int seat, Wei stake, @Nullable Long expectedVersion) {
    return new Order(
        house.key(House.version(player)),
        Long.toString(round.id()),
        seat,
        stake,
        null,
        expectedVersion);
  }

  /** A success without what differs between two messages that say the same. */
  private static Tree said(Answer answer) {
    Tree body = assertInstanceOf(Answer.Ok.class, answer).body();
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

  private static List<Answer> atOnce(Callable<Answer> one, Callable<Answer> other)
      throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> first = executor.submit(one);
      Future<Answer> second = executor.submit(other);
      return List.of(first.get(), second.get());
    }
  }
}
