package io.fairfall.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.cli.migrate.FunctionOnAPort;
import io.fairfall.settings.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every setting on its way from the command line through the function to the store and back. */
@Tag("integration")
class SettingsRunTest {
  /** A value for each setting that can be set, within the deployed bounds and all the others. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("min-stake", "0.000000000000002"),
          Map.entry("max-stake", "0.000000000000003"),
          Map.entry("max-profit", "2"),
          Map.entry("raised-max-stake", "0.000000000000004"),
          Map.entry("rollout", "10"),
          Map.entry("profit-share", "0.5%"),
          Map.entry("min-bankroll", "7.25"),
          Map.entry("round-loss-share", "100bp"),
          Map.entry("second-operator-above", "0.5"),
          Map.entry("withdrawal-minimum", "0.01"),
          Map.entry("withdrawal-day-limit", "5"),
          Map.entry("withdrawal-month-limit", "20"),
          Map.entry("withdrawal-approval-above", "2"),
          Map.entry("withdrawal-wait-after-deposit", "90m"));

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @Test
  void everySettingIsSetShownAndUnset() {
    try (FunctionOnAPort function = new FunctionOnAPort()) {
      String url = function.origin().toString();
      List<String> set = new ArrayList<>(List.of("set"));
      for (Setting<?> setting : SettableOptions.SETTINGS) {
        set.add("--" + setting.option());
        set.add(Objects.requireNonNull(VALUES.get(setting.option()), setting.option()));
      }
      assertEquals(0, run(url, "everything at once", set.toArray(String[]::new)), err::toString);
      assertLine("rollout", "0% of players → 10% of players");
      assertEquals(0, run(url, "a drill", "pause", "betting"));
      assertLine("betting", "open → PAUSED");
      assertEquals(0, run(url, null, "show"));
      assertLine("min-stake", "0.000000000000002 ETH");
      assertLine("profit-share", "0.5% of the bankroll");
      assertLine("min-bankroll", "7.25 ETH");
      assertLine("round-loss-share", "1% of the bankroll");
      assertLine("withdrawals", "open");
      assertLine("withdrawal-month-limit", "20 ETH");
      assertLine("withdrawal-wait-after-deposit", "90 min");

      assertEquals(0, run(url, "all but one", "unset", "min-stake", "rollout", "profit-share"));
      assertLine("min-stake", "0.000000000000002 ETH → not set");
      assertLine("rollout", "10% of players → 0% of players");
      assertEquals(0, run(url, "the last", "set", "--clear", "min-bankroll"));
      assertEquals(0, run(url, null, "show"));
      assertLine("min-stake", "0.000000000000001 ETH (as deployed)");
      assertLine("betting", "PAUSED");
      assertEquals(0, run(url, "it is over", "resume", "betting"));

      assertEquals(1, run(url, "a mistake", "set", "--max-stake", "0.000000000000005"));
      assertTrue(err.toString().contains("raisedMaxStake is at least maxStake"), err::toString);
      assertEquals(0, run(url, null, "history", "--limit", "1"));
      assertTrue(out.toString().contains("it is over"), out::toString);
    }
  }

  private void assertLine(String setting, String words) {
    String line = String.format(Locale.ROOT, "  %-30s %s", setting, words);
    assertTrue(out.toString().lines().toList().contains(line), () -> line + " in\n" + out);
  }

  private int run(@Nullable String url, @Nullable String reason, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (url != null) {
      all.addAll(List.of("--url", url));
    }
    if (reason != null) {
      all.addAll(List.of("--reason", reason, "--by", "ada"));
    }
    out = new StringWriter();
    err = new StringWriter();
    return new CommandLine(new SettingsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
