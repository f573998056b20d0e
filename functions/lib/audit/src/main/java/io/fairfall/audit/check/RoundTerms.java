package io.fairfall.audit.check;

import io.fairfall.crash.RoundEvent.Force;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Wei;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.treasury.ForcePoint;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether a round was opened with bounds, and started with a force point, that settings, deployed
 * bounds and bankroll allowed at that time. One of the settings that may have been in force must
 * give what the round says.
 */
public final class RoundTerms {
  private final Journals events;
  private final SettingsHistory settings;
  private final DeployedBounds deployed;
  private final BankrollBounds bankroll;

  public RoundTerms(Journals events, SettingsHistory settings, DeployedBounds deployed) {
    this.events = events;
    this.settings = settings;
    this.deployed = deployed;
    this.bankroll = new BankrollBounds(events);
  }

  /** Remembers a round of an earlier part of the pass. */
  public void recall(long id, Opened opened) {
    bankroll.opened(id, opened);
  }

  /** Whether a round may be opened like this; also where nobody can tell. */
  public boolean mayOpen(long id, Opened opened, long atMs) {
    boolean isAllowed = opened.minStake().value().signum() > 0 && isAllowed(id, opened, atMs);
    bankroll.opened(id, opened);
    return isAllowed;
  }

  private boolean isAllowed(long id, Opened opened, long atMs) {
    Optional<List<Settings>> inForce = settings.inForce(opened.opensAt());
    if (inForce.isEmpty()) {
      return true;
    }
    boolean isShared =
        inForce.get().stream().anyMatch(one -> one.find(SettingKeys.MAX_PROFIT_SHARE).isPresent());
    BankrollBounds.Range nothing = new BankrollBounds.Range(BigInteger.ZERO, BigInteger.ZERO);
    Optional<BankrollBounds.Range> owned =
        isShared ? bankroll.around(atMs, id) : Optional.of(nothing);
    BetBounds own = bounds(opened);
    return own == null || owned.isEmpty()
        ? own != null
        : inForce.get().stream()
            .anyMatch(
                one ->
                    deployed.of(own, opened.opensAt()).stream()
                        .anyMatch(parameters -> gives(one, parameters, owned.get(), own)));
  }

  private static @Nullable BetBounds bounds(Opened opened) {
    try {
      return new BetBounds(opened.minStake(), opened.maxStake(), opened.maxProfit());
    } catch (IllegalArgumentException contradiction) {
      return null;
    }
  }

  private static boolean gives(
      Settings settings, BetBounds parameters, BankrollBounds.Range owned, BetBounds opened) {
    BetBounds least = under(settings, parameters, owned.low());
    BetBounds most = under(settings, parameters, owned.high());
    return opened.minStake().equals(most.minStake())
        && opened.maxStake().equals(most.maxStake())
        && opened.maxProfit().value().compareTo(least.maxProfit().value()) >= 0
        && opened.maxProfit().value().compareTo(most.maxProfit().value()) <= 0;
  }

  /** A set stake that contradicts a deployed one does not count. */
  private static BetBounds under(Settings settings, BetBounds parameters, BigInteger bankroll) {
    try {
      return parameters.under(settings, bankroll);
    } catch (IllegalArgumentException contradiction) {
      Wei profit = settings.maxProfitOf(parameters.maxProfit(), bankroll);
      return new BetBounds(parameters.minStake(), parameters.maxStake(), profit);
    }
  }

  /** Whether a round may start with a force point like this; also where nobody can tell. */
  public boolean mayForce(long id, Force force, long atMs) {
    Optional<List<Settings>> inForce = settings.inForce(atMs);
    if (inForce.isEmpty()) {
      return true;
    }
    List<Integer> shares =
        inForce.get().stream()
            .flatMap(one -> one.find(SettingKeys.MAX_ROUND_LOSS_SHARE).stream())
            .toList();
    if (shares.isEmpty()) {
      return false;
    }
    Optional<BankrollBounds.Range> owned = bankroll.around(atMs, id);
    Optional<RoundFacts.Told> told = told(id, force.through());
    return owned.isEmpty()
        || told.isEmpty()
        || (told.get().through() == force.through()
            && shares.stream().anyMatch(share -> isBetween(force, told.get(), owned.get(), share)));
  }

  private Optional<RoundFacts.Told> told(long id, long through) {
    try {
      return Optional.of(RoundFacts.told(events, id, through));
    } catch (StoreUnavailableException unanswered) {
      throw unanswered;
    } catch (RuntimeException unreadable) {
      return Optional.empty(); // the round's own check has found it
    }
  }

  private static boolean isBetween(
      Force force, RoundFacts.Told told, BankrollBounds.Range owned, int share) {
    OptionalLong least = at(told, owned.low(), share);
    OptionalLong most = at(told, owned.high(), share);
    return least.isPresent()
        && most.isPresent()
        && force.at().hundredths() >= least.getAsLong()
        && force.at().hundredths() <= most.getAsLong();
  }

  private static OptionalLong at(RoundFacts.Told told, BigInteger bankroll, int share) {
    return ForcePoint.of(told, bankroll, share).stream()
        .mapToLong(force -> force.at().hundredths())
        .findFirst();
  }
}
