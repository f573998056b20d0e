package io.fairfall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.json.JsonCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The settings' journal, as it was stored before. */
class SettingsGoldenTest {
  private final TreeSet<String> everSet = new TreeSet<>();

  @Test
  void everySettingIsReadAndWrittenAsItWas() {
    GoldenFile.named("settings")
        .showing(Settings.class, this::shown)
        .replayEntries(
            SettingsJournal::change,
            change -> new Said(SettingsChange.TYPE, JsonCodec.write(change)))
        .covers();
    assertEquals(
        new TreeSet<>(SettingKeys.ALL.stream().map(Setting::name).toList()),
        everSet,
        "each setting is set in some line");
  }

  private Map<String, Object> shown(Settings settings) {
    Map<String, Object> shown = new LinkedHashMap<>();
    SettingKeys.ALL.forEach(
        setting ->
            settings
                .find(setting)
                .ifPresent(
                    value -> {
                      everSet.add(setting.name());
                      shown.put(setting.name(), value);
                    }));
    shown.putAll(settings.newer());
    return shown;
  }
}
