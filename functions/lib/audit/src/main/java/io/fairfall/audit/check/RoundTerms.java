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
 *
 * <p>A round names the bankroll that its terms are shares of, which is never more than the bankroll
 * at its worst can have been. Rounds of before do not; there a share counts only where it was set,
 * and of a bankroll between bounds. Once one names it, all after it do.
 */
public final class RoundTerms {
  private final Journals events;
  private final SettingsHistory settings;
  private final DeployedBounds deployed;
  private final BankrollBounds bankroll;
  private long newestId;
  private @Nullable Opened newest;
  private boolean isBankrollNamed;

  public RoundTerms(Journals events, SettingsHistory settings, DeployedBounds deployed) {
    this.events = events;
    this.settings = settings;
    this.deployed = deployed;
    this.bankroll = new BankrollBounds(events);
  }

  /** Remembers a round of an earlier part of the pass. */
  public void recall(long id, Opened opened) {
    bankroll.opened(id, opened);
    newestId = id;
    newest = opened;
    isBankrollNamed |= opened.bankroll() != null;
  }

  /** Whether a round may be opened like this; also where nobody can tell. */
  public boolean mayOpen(long id, Opened opened, long atMs) {
    boolean isAllowed = opened.minStake().value().signum() > 0 && isAllowed(id, opened, atMs);
    recall(id, opened);
    return isAllowed;
  }

  private boolean isAllowed(long id, Opened opened, long atMs) {
    Optional<List<Settings>> inForce = settings.inForce(opened.opensAt());
    BetBounds own = bounds(opened);
    if (own == null || (opened.bankroll() == null && isBankrollNamed)) {
      return false;
    }
    if (inForce.isEmpty()) {
      return true;
    }
    Optional<Terms> terms = termsOf(id, opened, atMs, inForce.get());
    return terms.isEmpty()
        || (terms.get().isOwned()
            && inForce.get().stream()
                .anyMatch(
                    one ->
                        deployed.of(own, opened.opensAt()).stream()
                            .anyMatch(parameters -> gives(one, parameters, terms.get(), own))));
  }

  /**
   * What a round's terms are shares of.
   *
   * @param isNamed whether the round names it: then a share counts also where none is set
   * @param isOwned whether the house may have owned as much
   */
  private record Terms(BankrollBounds.Range owned, boolean isNamed, boolean isOwned) {}

  /** Nothing if the house's books cannot be read there. */
  private Optional<Terms> termsOf(long id, Opened opened, long atMs, List<Settings> inForce) {
    Wei named = opened.bankroll();
    if (named != null) {
      BigInteger wei = named.value();
      return bankroll
          .around(atMs, id)
          .map(
              range ->
                  new Terms(
                      exactly(wei),
                      true,
                      !range.isWhole() || wei.compareTo(range.high().max(BigInteger.ZERO)) <= 0));
    }
    boolean isShared =
        inForce.stream().anyMatch(one -> one.find(SettingKeys.MAX_PROFIT_SHARE).isPresent());
    return (isShared ? known(atMs, id) : Optional.of(exactly(BigInteger.ZERO)))
        .map(range -> new Terms(range, false, true));
  }

  private Optional<BankrollBounds.Range> known(long atMs, long id) {
    return bankroll.around(atMs, id).filter(BankrollBounds.Range::isWhole);
  }

  private static BankrollBounds.Range exactly(BigInteger wei) {
    return new BankrollBounds.Range(wei, wei, true);
  }

  private static @Nullable BetBounds bounds(Opened opened) {
    try {
      return new BetBounds(opened.minStake(), opened.maxStake(), opened.maxProfit());
    } catch (IllegalArgumentException contradiction) {
      return null;
    }
  }

  private static boolean gives(
      Settings settings, BetBounds parameters, Terms terms, BetBounds opened) {
    BetBounds least = under(settings, parameters, terms.owned().low(), terms.isNamed());
    BetBounds most = under(settings, parameters, terms.owned().high(), terms.isNamed());
    return opened.minStake().equals(most.minStake())
        && opened.maxStake().equals(most.maxStake())
        && opened.maxProfit().value().compareTo(least.maxProfit().value()) >= 0
        && opened.maxProfit().value().compareTo(most.maxProfit().value()) <= 0;
  }

  /** A set stake that contradicts a deployed one does not count. */
  private static BetBounds under(
      Settings settings, BetBounds parameters, BigInteger bankroll, boolean isNamed) {
    boolean isShared = isNamed || settings.find(SettingKeys.MAX_PROFIT_SHARE).isPresent();
    Wei profit =
        isShared
            ? settings.maxProfitOf(parameters.maxProfit(), bankroll)
            : settings.find(SettingKeys.MAX_PROFIT).orElse(parameters.maxProfit());
    try {
      return new BetBounds(
          settings.find(SettingKeys.MIN_STAKE).orElse(parameters.minStake()),
          settings.find(SettingKeys.MAX_STAKE).orElse(parameters.maxStake()),
          profit);
    } catch (IllegalArgumentException contradiction) {
      return new BetBounds(parameters.minStake(), parameters.maxStake(), profit);
    }
  }

  /** Whether a round may start with a force point like this; also where nobody can tell. */
  public boolean mayForce(long id, Force force, long atMs) {
    Optional<List<Settings>> inForce = settings.inForce(atMs);
    if (inForce.isEmpty()) {
      return true;
    }
    Opened opened = newest;
    Wei named = opened != null && newestId == id ? opened.bankroll() : null;
    List<Settings> sharing =
        inForce.get().stream()
            .filter(one -> named != null || one.find(SettingKeys.MAX_ROUND_LOSS_SHARE).isPresent())
            .toList();
    if (sharing.isEmpty()) {
      return false;
    }
    Optional<BankrollBounds.Range> owned =
        named == null ? known(atMs, id) : Optional.of(exactly(named.value()));
    Optional<RoundFacts.Told> told = told(id, force.through());
    return owned.isEmpty()
        || told.isEmpty()
        || (told.get().through() == force.through()
            && sharing.stream().anyMatch(one -> isBetween(force, told.get(), owned.get(), one)));
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
      Force force, RoundFacts.Told told, BankrollBounds.Range owned, Settings settings) {
    OptionalLong least = at(told, settings.maxRoundLossOf(owned.low()));
    OptionalLong most = at(told, settings.maxRoundLossOf(owned.high()));
    return least.isPresent()
        && most.isPresent()
        && force.at().hundredths() >= least.getAsLong()
        && force.at().hundredths() <= most.getAsLong();
  }

  private static OptionalLong at(RoundFacts.Told told, BigInteger bound) {
    return ForcePoint.of(told, bound).stream()
        .mapToLong(force -> force.at().hundredths())
        .findFirst();
  }
}
