package io.fairfall.cli.settings;

import io.fairfall.settings.Setting;
import java.util.Iterator;

/** The names of what can be set, as candidates for a command line. */
final class SettableNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return SettableOptions.SETTINGS.stream().map(Setting::option).iterator();
  }
}
