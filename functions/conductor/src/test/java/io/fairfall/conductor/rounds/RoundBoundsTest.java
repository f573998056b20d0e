package io.fairfall.conductor.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.conductor.ConductorFixture;
import io.fairfall.conductor.GameRules;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent.Force;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.treasury.ExposureReading;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RoundBoundsTest {
  private static final Wei SMALLER = Wei.of(500_000);
  private final ConductorFixture house = ConductorFixture.forThreads(1);

  RoundBoundsTest() {
    house.somebodyWatches();
  }

  @Test
  void aChangeCountsFromTheNextRoundOn() throws InterruptedException {
    playFor(20_000);
    int before = openings().size();
    change(
        Settings.INITIAL.toBuilder()
            .set(SettingKeys.MIN_STAKE, Wei.of(2_000))
            .set(SettingKeys.MAX_STAKE, SMALLER)
            .build());
    playFor(40_000);
    List<Opened> rounds = openings();
    assertTrue(rounds.size() > before);
    assertEquals(ConductorFixture.BOUNDS.maxStake(), rounds.get(before - 1).maxStake());
    assertEquals(SMALLER, rounds.get(before).maxStake());
    assertEquals(Wei.of(2_000), rounds.get(before).minStake());
    assertEquals(ConductorFixture.BOUNDS.maxProfit(), rounds.get(before).maxProfit());
  }

  @Test
  void theLargestProfitIsAShareOfTheBankroll() throws InterruptedException {
    owns(1_000_000);
    change(share(200));
    playFor(20_000);
    assertEquals(Wei.of(20_000), openings().getFirst().maxProfit());
    assertEquals(Wei.of(1_000_000), openings().getFirst().bankroll());
    assertFalse(settings().bettingPaused());
  }

  @Test
  void withoutASettingItIsAHundredth() throws InterruptedException {
    owns(1_000_000);
    playFor(20_000);
    assertEquals(Wei.of(10_000), openings().getFirst().maxProfit());
    assertEquals(List.of(), house.alarms);
  }

  @Test
  void aHouseThatOwnsNothingOpensRoundsThatTakeNoBetsUntilItIsFunded() throws InterruptedException {
    owns(0);
    playFor(60_000);
    int unfunded = openings().size();
    assertTrue(unfunded > 1, "rounds go on");
    for (Opened opened : openings()) {
      assertEquals(Wei.ZERO, opened.maxProfit());
      assertEquals(Wei.ZERO, opened.bankroll());
    }
    assertEquals(Collections.nCopies(unfunded, RoundBounds.METRIC), house.alarms);
    assertFalse(settings().bettingPaused());
    owns(1_000_000);
    playFor(40_000);
    assertEquals(Wei.of(10_000), openings().getLast().maxProfit());
    GameRules.check(house);
  }

  @Test
  void aHouseInDebtTakesNoBets() throws InterruptedException {
    owns(-5);
    playFor(20_000);
    assertEquals(Wei.ZERO, openings().getFirst().maxProfit());
    assertEquals(Wei.ZERO, openings().getFirst().bankroll());
  }

  @Test
  void whereNobodyCanTellTheBankrollNoBetsAreTaken() throws InterruptedException {
    house.exposure = new ExposureReading.Unknown("too much is not posted");
    change(Settings.INITIAL.with(SettingKeys.MIN_BANKROLL, Wei.of(5_000)));
    playFor(20_000);
    assertEquals(Wei.ZERO, openings().getFirst().maxProfit());
    assertTrue(house.alarms.contains(RoundBounds.METRIC));
    assertFalse(settings().bettingPaused(), "a number that nobody knows is not a low one");
  }

  @Test
  void aRoundWithStakesStartsWithItsForcePoint() throws InterruptedException {
    owns(1_000_000);
    change(Settings.INITIAL.with(SettingKeys.MAX_ROUND_LOSS_SHARE, 2_000));
    stakeOnEveryRound();
    playFor(30_000);
    assertEquals(new Force(new Multiplier(600), 1), started()); // 1 + 200,000 / 40,000
  }

  @Test
  void withoutASettingARoundMayCostATenthOfTheBankroll() throws InterruptedException {
    owns(1_000_000);
    stakeOnEveryRound();
    playFor(30_000);
    assertEquals(new Force(new Multiplier(350), 1), started()); // 1 + 100,000 / 40,000
  }

  @Test
  void aRoundThatNobodyStakedOnHasNoForcePoint() throws InterruptedException {
    playFor(30_000);
    assertEquals(null, started());
  }

  /** It flew without a bound before. */
  @Test
  void aRoundWhoseForcePointNobodyCanTellIsVoided() throws InterruptedException {
    stakeOnEveryRound();
    house.factsFail = true;
    playFor(30_000);
    assertTrue(house.factsAsked.get() > 10, "it is asked again: " + house.factsAsked);
    assertTrue(house.game().stream().noneMatch(entry -> entry.type().equals(Started.TYPE)));
    assertTrue(house.game().stream().anyMatch(entry -> entry.type().equals(Voided.TYPE)));
    house.factsFail = false;
    playFor(40_000);
    assertTrue(house.game().stream().anyMatch(entry -> entry.type().equals(Started.TYPE)));
    GameRules.check(house);
  }

  @Test
  void aBankrollBelowTheBoundPausesBettingAtTheNextOpening() throws InterruptedException {
    owns(4_999);
    change(Settings.INITIAL.with(SettingKeys.MIN_BANKROLL, Wei.of(5_000)));
    playFor(20_000);
    assertTrue(settings().bettingPaused());
    owns(5_000);
    change(Settings.INITIAL.with(SettingKeys.MIN_BANKROLL, Wei.of(5_000)));
    playFor(40_000);
    assertFalse(settings().bettingPaused());
  }

  @Test
  void settingsThatNoLongerGoWithTheDeployedParametersGiveWayToThem() throws InterruptedException {
    Wei overTheDeployedLargest = Wei.ofEther(2);
    change(
        Settings.INITIAL.toBuilder()
            .set(SettingKeys.MIN_STAKE, overTheDeployedLargest)
            .set(SettingKeys.MAX_PROFIT, Wei.ofEther(3))
            .build());
    playFor(20_000);
    Opened opened = openings().getFirst();
    assertEquals(ConductorFixture.BOUNDS.minStake(), opened.minStake());
    assertEquals(ConductorFixture.BOUNDS.maxStake(), opened.maxStake());
    assertEquals(Wei.ofEther(3), opened.maxProfit());
  }

  private void owns(long wei) {
    house.exposure = ConductorFixture.owning(BigInteger.valueOf(wei));
  }

  private void stakeOnEveryRound() {
    PublicBetEvent bet =
        new PublicBetEvent("0xa", 2, Kind.BET, "2", 1, Wei.of(40_000), null, null, null, 0);
    for (long round = 1; round < 40; round++) {
      house.events().append(RoundFacts.write(round, 1, List.of(bet), 0));
    }
  }

  private @Nullable Force started() {
    return house.journal(GameJournal.NAME).stream()
        .filter(entry -> entry.type().equals(Started.TYPE))
        .map(entry -> JsonCodec.fromStore(Started.class, entry.body()))
        .findFirst()
        .orElseThrow()
        .force();
  }

  private void playFor(long ms) throws InterruptedException {
    house.shift("a").run(house.limitForRounds(ms));
  }

  private void change(Settings to) {
    house.settings().change(_ -> to, "a test", "an operator");
  }

  private Settings settings() {
    return house.settings().current(0, true).settings();
  }

  private static Settings share(int basisPoints) {
    return Settings.INITIAL.with(SettingKeys.MAX_PROFIT_SHARE, basisPoints);
  }

  private List<Opened> openings() {
    return house.game().stream()
        .filter(entry -> entry.type().equals(Opened.TYPE))
        .map(entry -> JsonCodec.fromStore(Opened.class, entry.body()))
        .toList();
  }
}
