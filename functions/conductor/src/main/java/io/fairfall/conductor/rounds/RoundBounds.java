package io.fairfall.conductor.rounds;

import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Force;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.money.Wei;
import io.fairfall.platform.Log;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.ExposureReading;
import io.fairfall.treasury.ForcePoint;
import io.fairfall.treasury.LowBankroll;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The bounds that a round is played with: what settings and bankroll allow when it is opened, and
 * its force point when it starts. A round records them, and the bankroll that they are shares of,
 * so that later changes touch no bet that is on it.
 *
 * <p>A house that can pay no profit must not take bets that cannot win: its rounds are opened with
 * a largest profit of nothing, on which every bet is refused. The same holds while nobody can tell
 * what the house owns. Rounds go on, and take bets again by themselves once there is a bankroll.
 */
public final class RoundBounds {
  /** Counts openings of rounds that take no bets. */
  public static final String METRIC = "HouseUnfunded";

  private final BetBounds deployed;
  private final SettingsJournal settings;
  private final LowBankroll lowBankroll;
  private final Supplier<ExposureReading> exposure;
  private final LongFunction<RoundFacts.Told> facts;
  private final Breaker.Alarm alarm;

  /**
   * @param deployed what counts where nothing is set
   * @param exposure what the house owns and what is not posted of it, read now
   * @param facts what is told of a round, read now
   * @param alarm where rounds are counted that take no bets
   */
  public RoundBounds(
      BetBounds deployed,
      SettingsJournal settings,
      Supplier<ExposureReading> exposure,
      LongFunction<RoundFacts.Told> facts,
      Breaker.Alarm alarm) {
    this.deployed = deployed;
    this.settings = settings;
    this.lowBankroll = new LowBankroll(settings, new Breaker(settings, alarm));
    this.exposure = exposure;
    this.facts = facts;
    this.alarm = alarm;
  }

  /**
   * The terms of a round that is opened now.
   *
   * @return nothing if betting was paused just now: ask again once nobody's copy of the settings is
   *     older, after {@link SettingsJournal#FRESH_MS}
   */
  Optional<OpeningTerms> now() {
    Settings current = settings.current(0, true).settings();
    return switch (exposure.get()) {
      case ExposureReading.Known known ->
          current.find(SettingKeys.MIN_BANKROLL).isPresent()
                  && lowBankroll.check(known.exposure().bankrollAtWorst())
              ? Optional.empty()
              : Optional.of(terms(current, known.exposure().bankrollAtWorst(), ""));
      case ExposureReading.Unknown(String why) -> Optional.of(terms(current, BigInteger.ZERO, why));
    };
  }

  /**
   * The force point of a round that takes no bets any more, if somebody has staked. It is a share
   * of the bankroll that the round was opened with; a round that names none has none.
   */
  Optional<Force> force(Round round) {
    Settings current = settings.current(0, false).settings();
    return Optional.ofNullable(round.opened().bankroll())
        .map(bankroll -> current.maxRoundLossOf(bankroll.value()))
        .flatMap(bound -> ForcePoint.of(facts.apply(round.id()), bound));
  }

  private OpeningTerms terms(Settings current, BigInteger bankroll, String why) {
    BetBounds bounds = bounds(current, bankroll);
    if (!OpenBet.canWin(bounds.minStake(), bounds.maxProfit())) {
      Log.warn("house_unfunded", Map.of("bankroll", bankroll.toString(), "why", why));
      alarm.count(METRIC, Map.of("bankroll", bankroll.toString(), "why", why));
    }
    return new OpeningTerms(bounds, new Wei(bankroll.max(BigInteger.ZERO)));
  }

  /** Settings were checked against the parameters of their day, which a deployment can change. */
  private BetBounds bounds(Settings current, BigInteger bankroll) {
    try {
      return deployed.under(current, bankroll);
    } catch (IllegalArgumentException contradiction) {
      Log.warn("settings_contradict_parameters", Map.of("rule", contradiction.getMessage()));
      return new BetBounds(
          deployed.minStake(),
          deployed.maxStake(),
          current.maxProfitOf(deployed.maxProfit(), bankroll));
    }
  }
}
