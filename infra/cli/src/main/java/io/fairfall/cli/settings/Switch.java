package io.fairfall.cli.settings;

import java.util.Locale;

/** What can be paused. Cashouts cannot. */
enum Switch {
  BETTING(Setting.BETTING),
  WITHDRAWALS(Setting.WITHDRAWALS);

  private final Setting setting;

  Switch(Setting setting) {
    this.setting = setting;
  }

  Setting setting() {
    return setting;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
