package io.fairfall.conductor.rounds;

import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Force;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.platform.Log;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.ForcePoint;
import io.fairfall.treasury.HouseBalance;
import io.fairfall.treasury.LowBankroll;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The bounds that a round is played with: what settings and bankroll allow when it is opened, and
 * its force point when it starts. A round records them, so that later changes touch no bet that is
 * on it.
 *
 * <p>A house that can pay no profit must not take bets that cannot win: it pauses betting by
 * itself. Rounds go on, and whoever has a bet cashes out.
 */
public final class RoundBounds {
  private final BetBounds deployed;
  private final SettingsJournal settings;
  private final Breaker breaker;
  private final LowBankroll lowBankroll;
  private final Supplier<HouseBalance> books;
  private final LongFunction<BigInteger> bankrollAtWorst;
  private final LongFunction<RoundFacts.Told> facts;

  /**
   * @param deployed what counts where nothing is set
   * @param books what the house owns, read now
   * @param bankrollAtWorst the same if every open bet wins, on rounds before one, read now
   * @param facts what is told of a round, read now
   */
  public RoundBounds(
      BetBounds deployed,
      SettingsJournal settings,
      Breaker breaker,
      Supplier<HouseBalance> books,
      LongFunction<BigInteger> bankrollAtWorst,
      LongFunction<RoundFacts.Told> facts) {
    this.deployed = deployed;
    this.settings = settings;
    this.breaker = breaker;
    this.lowBankroll = new LowBankroll(settings, breaker);
    this.books = books;
    this.bankrollAtWorst = bankrollAtWorst;
    this.facts = facts;
  }

  /**
   * The bounds of a round that is opened now.
   *
   * @return nothing if betting was paused just now: ask again once nobody's copy of the settings is
   *     older, after {@link SettingsJournal#FRESH_MS}
   */
  Optional<BetBounds> now() {
    Settings current = settings.current(0, true).settings();
    if (current.find(SettingKeys.MIN_BANKROLL).isPresent() && lowBankroll.check(books.get())) {
      return Optional.empty();
    }
    BigInteger bankroll =
        current.find(SettingKeys.MAX_PROFIT_SHARE).isPresent()
            ? bankrollAtWorst.apply(Long.MAX_VALUE)
            : BigInteger.ZERO;
    BetBounds bounds = bounds(current, bankroll);
    if (!bounds.maxProfit().isZero() || current.bettingPaused()) {
      return Optional.of(bounds);
    }
    breaker.pauseBetting(
        Breaker.Part.BANKROLL,
        "the bankroll, " + bankroll + " wei at the worst, allows no profit to any bet");
    return Optional.empty();
  }

  /**
   * The force point of a round that takes no bets any more, if settings bound what a round may cost
   * and somebody has staked.
   */
  Optional<Force> force(Round round) {
    return settings
        .current(0, false)
        .settings()
        .find(SettingKeys.MAX_ROUND_LOSS_SHARE)
        .flatMap(
            share ->
                ForcePoint.of(facts.apply(round.id()), bankrollAtWorst.apply(round.id()), share));
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
