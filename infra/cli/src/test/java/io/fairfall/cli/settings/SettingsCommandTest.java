package io.fairfall.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line knows every setting, by the list that everything else reads too. */
class SettingsCommandTest {
  private static final Path DOCUMENT = Path.of("../../docs/operating/settings.md");
  private static final String NOWHERE = "http://127.0.0.1:9";

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set --min-stake 0            | --min-stake 0: must be ether, like 0.25
          set --min-stake 1e-3         | --min-stake 1e-3: must be ether, like 0.25
          set --rollout 101            | --rollout 101: must be a whole percentage
          set --profit-share 1         | --profit-share 1: must be a share, like 100bp or 1%
          set --round-loss-share 101%  | from 0.01% to 100% of the bankroll
          set --max-profit 1 --clear max-profit | cannot be set and cleared at once
          set --minimum-stake 1        | Unknown option
          set --clear betting          | There is no betting to unset, only min-stake
          set                          | Say what to set
          unset                        | Missing required parameter
          unset minStake               | There is no minStake to unset, only min-stake
          unset betting                | There is no betting to unset
          pause cashouts               | none of [betting, withdrawals]
          resume                       | Missing required parameter
          """)
  void aWrongCommandLineIsExplainedAndNobodyIsAsked(String arguments, String sentence) {
    assertEquals(2, run(NOWHERE, "a mistake", arguments.split(" +", -1)));
    assertTrue(err.toString().contains(sentence), err::toString);
  }

  @Test
  void theHelpNamesEverySettingWithItsBounds() {
    assertEquals(0, run(null, null, "set", "--help"));
    String help = out.toString().replaceAll("\\s+", " ");
    for (Setting<?> setting : SettableOptions.SETTINGS) {
      String option = "--" + setting.option() + "=<" + setting.form().placeholder() + ">";
      assertTrue(help.contains(option.replaceAll("[<>]", "")), () -> option + " in " + help);
      assertTrue(help.contains(setting.description()), () -> setting + " in " + help);
      assertTrue(help.contains(setting.taken()), () -> setting.taken() + " in " + help);
    }
    assertTrue(help.indexOf("--min-stake") < help.indexOf("--url"), help);
  }

  @Test
  void theListNamesEverySettingAndAsksNobody() {
    assertEquals(0, run(null, null, "list"));
    String list = out.toString();
    SettingKeys.ALL.forEach(
        setting -> assertTrue(list.contains("  " + setting.option() + " "), list));
    assertFalse(list.contains("%%"), list);
  }

  /** To mend it: {@code ./fairfall settings list --markdown}. */
  @Test
  void theDocumentHoldsTheTableThatTheListPrints() throws IOException {
    assertEquals(0, run(null, null, "list", "--markdown"));
    String document = Files.readString(DOCUMENT);
    String begin = "<!-- the table begins -->\n";
    String end = "<!-- the table ends -->\n";
    assertEquals(
        out.toString().strip(),
        document
            .substring(document.indexOf(begin) + begin.length(), document.indexOf(end))
            .strip());
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
