package io.fairfall.treasury;

import static io.fairfall.treasury.ToldFacts.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operators may take out: never what is lost already, nor what a round may cost. */
class WithdrawableTest {
  private static final long FUNDED = 100_000;

  private long nowMs = 1_800_000_000_000L;
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs);
  private final Journals events = new MemoryJournals();
  private final GameJournal game = new GameJournal(events);
  private final HouseJournal house = new HouseJournal(events, clock, AppendLoop.inRealTime());
  private final SettingsJournal settings = new SettingsJournal(events, clock);
  private UnpostedRounds place = new UnpostedRounds(1, Set.of());
  private final Withdrawable withdrawable =
      new Withdrawable(
          new ExposureReader(house, game, events, () -> place, new ExposureReader.Bounds(2, 3, 2))
              ::read,
          settings,
          game,
          clock);

  WithdrawableTest() {
    assertInstanceOf(FundingAnswer.Done.class, fund("opening", FUNDED));
  }

  @Test
  void whatARoundMayCostIsKeptAlsoWhereNoneIsOpen() {
    assertFree(90_000);
    settings.change(
        now -> Settings.INITIAL.with(SettingKeys.MAX_ROUND_LOSS_SHARE, 2_500), "a test", "ann");
    assertFree(75_000);
  }

  @Test
  void aLossThatIsNotPostedIsNotTaken() {
    open(1, FUNDED);
    ToldFacts.tell(events, 1, ToldFacts.bet(ALICE, 2, 20_000));
    crash(1, 250);
    assertFree((FUNDED - 30_000) * 9 / 10);
    assertEquals("Overdrawn", fund("out-1", -63_001).getClass().getSimpleName());
    assertInstanceOf(FundingAnswer.Done.class, fund("out-2", -63_000));
  }

  @Test
  void aRoundThatIsPlayedKeepsItsShareOfTheBankrollThatItFound() {
    open(1, 900_000);
    assertFree(FUNDED - 90_000);
    open(4, 2_000_000);
    assertFree(FUNDED - 200_000);
    assertEquals("Overdrawn", fund("out-1", -1).getClass().getSimpleName());
  }

  @Test
  void nothingIsKeptOnceNoBetCanCome() {
    open(1, FUNDED);
    pause();
    nowMs += Withdrawable.PAUSED_FOR_MS;
    assertFree(90_000);
    crash(1, 150);
    assertFree(FUNDED);
    assertInstanceOf(FundingAnswer.Done.class, fund("all", -FUNDED));
    assertEquals("Overdrawn", fund("more", -1).getClass().getSimpleName());
  }

  @Test
  void aPauseThatNotEverybodyKnowsKeepsTheShare() {
    pause();
    nowMs += Withdrawable.PAUSED_FOR_MS - 1;
    assertFree(90_000);
    nowMs++;
    assertFree(FUNDED);
    settings.change(now -> Settings.INITIAL, "a test", "ann");
    assertFree(90_000);
  }

  @Test
  void whereNobodyCanTellWhatIsAtStakeNothingIsTaken() {
    for (long round = 1; round <= 10; round += 3) {
      open(round, FUNDED);
      crash(round, 150);
    }
    assertInstanceOf(FreeBankroll.Unknown.class, withdrawable.free());
    assertInstanceOf(FundingAnswer.Unknown.class, fund("out", -1));
    assertInstanceOf(FundingAnswer.Done.class, fund("in", 1));
    place = new UnpostedRounds(4, Set.of());
    assertInstanceOf(FundingAnswer.Done.class, fund("out", -1));
  }

  private FundingAnswer fund(String id, long wei) {
    return house.fund(
        new HouseFunding(id, BigInteger.valueOf(wei), "ann", "a test"), withdrawable::free);
  }

  private void assertFree(long wei) {
    FreeBankroll.Known free = assertInstanceOf(FreeBankroll.Known.class, withdrawable.free());
    assertEquals(BigInteger.valueOf(wei), free.wei());
  }

  private void pause() {
    settings.change(now -> Settings.INITIAL.pauseBetting(), "a test", "ann");
  }

  private void open(long version, long bankroll) {
    game.append(
        version,
        new RoundEvent.Opened(
            "c",
            1,
            "0".repeat(64),
            nowMs,
            nowMs + 6_000,
            nowMs + 7_000,
            Wei.of(1),
            Wei.of(1_000),
            Wei.of(1_000_000),
            1,
            Wei.of(bankroll)),
        nowMs);
  }

  private void crash(long round, long hundredths) {
    game.append(round + 1, new RoundEvent.Started(nowMs), nowMs);
    game.append(
        round + 2,
        new RoundEvent.Crashed(new Multiplier(hundredths), nowMs, "0".repeat(64)),
        nowMs);
  }
}
