package io.fairfall.admin;

import io.avaje.jsonb.Json;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.journal.Entry;
import io.fairfall.platform.Log;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.SettingRefusedException;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsChange;
import io.fairfall.settings.SettingsJournal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reading and changing the settings. */
final class SettingsActions {
  private static final int DEFAULT_CHANGES = 20;
  private static final int MAX_CHANGES = 100;

  private final SettingsJournal journal;
  private final BetBounds deployed;

  /**
   * @param deployed what counts where nothing is set
   */
  SettingsActions(SettingsJournal journal, BetBounds deployed) {
    this.journal = journal;
    this.deployed = deployed;
  }

  /** One change of the history, with everything as it was after it. */
  @Json
  record Change(long version, long at, String by, String reason, Settings settings) {
    static Change of(Entry entry) {
      SettingsChange change = SettingsJournal.change(entry);
      return new Change(
          entry.version(), entry.atMs(), change.by(), change.reason(), change.settings());
    }
  }

  Map<String, Object> show(AdminCommand command) {
    command.only();
    Map<String, Object> shown = new LinkedHashMap<>();
    List<Entry> newest = journal.latest(Long.MAX_VALUE, 1);
    shown.put("version", newest.isEmpty() ? 0 : newest.getFirst().version());
    shown.put(
        "settings",
        newest.isEmpty() ? Settings.INITIAL : SettingsJournal.change(newest.getFirst()).settings());
    shown.put("deployed", deployed());
    if (!newest.isEmpty()) {
      shown.put("last", Change.of(newest.getFirst()));
    }
    return shown;
  }

  Map<String, Object> history(AdminCommand command) {
    command.only("before", "limit");
    long before = command.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    int limit = (int) command.number("limit", DEFAULT_CHANGES, 1, MAX_CHANGES);
    List<Entry> entries = journal.latest(before, limit);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("changes", entries.stream().map(Change::of).toList());
    if (!entries.isEmpty() && entries.getLast().version() > 1) {
      page.put("next", entries.getLast().version());
    }
    return page;
  }

  /** Changes what is named and leaves the rest, also where others change that meanwhile. */
  Map<String, Object> change(AdminCommand command) {
    command.only("by", "reason", "change");
    String by = command.by();
    String reason = command.reason();
    Map<String, @Nullable Object> wanted = command.object("change");
    if (wanted.isEmpty()) {
      throw ProblemException.invalid(
          "change is empty: name what shall change, one or more of " + SettingKeys.names() + ".");
    }
    AtomicReference<Settings> before = new AtomicReference<>(Settings.INITIAL);
    SettingsJournal.Versioned after;
    try {
      after =
          journal.change(
              now -> {
                before.set(now);
                return checked(changed(now, wanted));
              },
              reason,
              by);
    } catch (SettingRefusedException refused) {
      throw refusal(refused);
    }
    List<String> changed = changed(before.get(), after.settings());
    if (!changed.isEmpty()) {
      Log.info("settings_changed", Map.of("version", after.version(), "by", by));
    }
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("version", after.version());
    done.put("changed", changed);
    done.put("before", before.get());
    done.put("settings", after.settings());
    return done;
  }

  private static Settings changed(Settings before, Map<String, @Nullable Object> wanted) {
    Settings.Builder after = before.toBuilder();
    wanted.forEach(after::set);
    return after.build();
  }

  /** Settings must also go with what is deployed: a round opens with both. */
  private Settings checked(Settings settings) {
    deployed.requireNoContradiction(settings);
    return settings;
  }

  /** A refusal that programs can read too: the setting's name, and the rule that was broken. */
  private static ProblemException refusal(SettingRefusedException refused) {
    return new Problem(
            CommonCode.VALIDATION,
            "Nothing was changed: " + refused.getMessage() + ".",
            Map.of("setting", refused.setting(), "rule", refused.rule().name()))
        .refusal();
  }

  private Map<String, Object> deployed() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put(SettingKeys.MIN_STAKE.name(), deployed.minStake());
    parameters.put(SettingKeys.MAX_STAKE.name(), deployed.maxStake());
    parameters.put(SettingKeys.MAX_PROFIT.name(), deployed.maxProfit());
    return parameters;
  }

  private static List<String> changed(Settings before, Settings after) {
    return SettingKeys.ALL.stream()
        .filter(setting -> !before.isSame(setting, after))
        .map(Setting::name)
        .toList();
  }
}
