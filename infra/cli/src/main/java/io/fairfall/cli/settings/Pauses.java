package io.fairfall.cli.settings;

import io.fairfall.settings.DefaultedSetting;
import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingKeys;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What can be paused, by its name on the command line. Cashouts cannot. */
final class Pauses implements ITypeConverter<DefaultedSetting<Boolean>>, Iterable<String> {
  @Override
  public DefaultedSetting<Boolean> convert(String option) {
    return SettingKeys.PAUSES.stream()
        .filter(pause -> pause.option().equals(option))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + option + "' is none of " + names()));
  }

  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }

  private static List<String> names() {
    return SettingKeys.PAUSES.stream().map(Setting::option).toList();
  }
}
