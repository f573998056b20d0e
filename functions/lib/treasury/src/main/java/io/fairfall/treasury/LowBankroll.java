package io.fairfall.treasury;

import io.fairfall.money.EtherText;
import io.fairfall.money.Wei;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.util.Optional;

/** Pauses betting when the house owns less than the settings demand. */
public final class LowBankroll {
  private final SettingsJournal settings;
  private final Breaker breaker;

  public LowBankroll(SettingsJournal settings, Breaker breaker) {
    this.settings = settings;
    this.breaker = breaker;
  }

  /**
   * Looks at the books after an entry. Betting that is paused already stays so without another word
   * in the settings' history, and whoever lets bets in again below the bound has it paused by the
   * next entry: the bound is to be lowered, or the house to be funded.
   *
   * @return whether betting was paused just now
   */
  public boolean check(HouseBalance balance) {
    return check(balance.bankroll());
  }

  /** As above, of a bankroll that is not posted whole. */
  public boolean check(BigInteger bankroll) {
    Settings current = settings.current(0, true).settings();
    Optional<Wei> bound = current.find(SettingKeys.MIN_BANKROLL);
    if (bound.isEmpty()
        || current.bettingPaused()
        || bankroll.compareTo(bound.get().value()) >= 0) {
      return false;
    }
    return breaker.pauseBetting(
        Breaker.Part.BANKROLL,
        "the bankroll is "
            + EtherText.of(bankroll)
            + ", below "
            + SettingKeys.MIN_BANKROLL
            + ", "
            + EtherText.of(bound.get()));
  }
}
