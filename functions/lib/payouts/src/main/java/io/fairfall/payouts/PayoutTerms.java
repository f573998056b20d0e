package io.fairfall.payouts;

import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a withdrawal was asked for. They are those of the settings that its account entry
 * names, for ever: whoever asks for them again finds the same, and what is changed later counts for
 * later withdrawals.
 *
 * @param dayLimit what its player is sent within 24 hours at most, this one included; null for no
 *     bound
 * @param monthLimit the same within 30 days
 * @param approvals how many operators must approve it
 * @param notBefore it gets no nonce before this instant, in milliseconds
 */
public record PayoutTerms(
    @Nullable Wei dayLimit, @Nullable Wei monthLimit, int approvals, long notBefore) {
  /** How many operators approve what is above the bound. */
  public static final int OPERATORS = 2;

  /** Where nothing was laid down. */
  public static final PayoutTerms NONE = new PayoutTerms(null, null, 0, 0);

  /**
   * The terms of a withdrawal.
   *
   * @param settings on which it was taken
   * @param lastDepositAt when the last deposit before it was credited, or a later instant where
   *     that was too long ago to find; 0 for never
   */
  public static PayoutTerms of(Settings settings, Wei amount, long lastDepositAt) {
    boolean isLarge =
        settings
            .find(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE)
            .filter(bound -> bound.isLessThan(amount))
            .isPresent();
    return new PayoutTerms(
        settings.find(SettingKeys.WITHDRAWAL_DAY_LIMIT).orElse(null),
        settings.find(SettingKeys.WITHDRAWAL_MONTH_LIMIT).orElse(null),
        isLarge ? OPERATORS : 0,
        lastDepositAt == 0 ? 0 : lastDepositAt + waitMs(settings));
  }

  /** How long a withdrawal waits after a deposit, in milliseconds. */
  public static long waitMs(Settings settings) {
    return TimeUnit.SECONDS.toMillis(
        settings.find(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT).orElse(0));
  }

  /** Whether what the player was sent before counts. */
  public boolean areLimited() {
    return dayLimit != null || monthLimit != null;
  }
}
