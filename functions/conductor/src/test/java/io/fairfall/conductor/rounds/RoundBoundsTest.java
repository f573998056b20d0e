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
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsChange;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.util.List;
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
    house.bankroll = BigInteger.valueOf(1_000_000);
    change(share(100));
    playFor(20_000);
    assertEquals(Wei.of(10_000), openings().getFirst().maxProfit());
    assertFalse(settings().bettingPaused());
  }

  @Test
  void whereTheBankrollAllowsNoProfitBettingPausesBeforeTheRoundOpens()
      throws InterruptedException {
    change(share(100));
    playFor(60_000);
    assertTrue(settings().bettingPaused());
    List<Entry> changes = house.journal(SettingsJournal.NAME);
    assertEquals(2, changes.size(), "a pause is written once");
    SettingsChange pause = SettingsJournal.change(changes.getLast());
    assertEquals("bankroll", pause.by());
    assertTrue(pause.reason().contains("allows no profit"), pause.reason());
    List<Opened> rounds = openings();
    assertTrue(rounds.size() > 1, "rounds go on");
    assertEquals(Wei.ZERO, rounds.getFirst().maxProfit());
    assertTrue(
        rounds.getFirst().opensAt() >= changes.getLast().atMs() + SettingsJournal.FRESH_MS,
        "nobody has an older copy when the round opens");
    GameRules.check(house);
  }

  @Test
  void aRoundWithStakesStartsWithItsForcePoint() throws InterruptedException {
    house.bankroll = BigInteger.valueOf(1_000_000);
    change(Settings.INITIAL.with(SettingKeys.MAX_ROUND_LOSS_SHARE, 1_000));
    PublicBetEvent bet =
        new PublicBetEvent("0xa", 2, Kind.BET, "2", 1, Wei.of(40_000), null, null, null, 0);
    for (long round = 1; round < 40; round++) {
      house.events().append(RoundFacts.write(round, 1, List.of(bet), 0));
    }
    playFor(30_000);
    Started started =
        house.journal(GameJournal.NAME).stream()
            .filter(entry -> entry.type().equals(Started.TYPE))
            .map(entry -> JsonCodec.fromStore(Started.class, entry.body()))
            .findFirst()
            .orElseThrow();
    assertEquals(new Force(new Multiplier(350), 1), started.force()); // 1 + 100,000 / 40,000
  }

  @Test
  void withoutABoundOnRoundsThereIsNoForcePoint() throws InterruptedException {
    playFor(30_000);
    assertTrue(
        house.journal(GameJournal.NAME).stream()
            .filter(entry -> entry.type().equals(Started.TYPE))
            .allMatch(entry -> JsonCodec.fromStore(Started.class, entry.body()).force() == null));
  }

  @Test
  void aBankrollBelowTheBoundPausesBettingAtTheNextOpening() throws InterruptedException {
    house.bankroll = BigInteger.valueOf(4_999);
    change(Settings.INITIAL.with(SettingKeys.MIN_BANKROLL, Wei.of(5_000)));
    playFor(20_000);
    assertTrue(settings().bettingPaused());
    house.bankroll = BigInteger.valueOf(5_000);
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
