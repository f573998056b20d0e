package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.admin.AdminFixture.Answer;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class AdminTest {
  private final AdminFixture desk = new AdminFixture();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void beforeTheFirstAuditThereIsNoReport() {
    Answer answer = desk.ask("admin-audit-last");
    assertTrue(answer.ok());
    assertFalse(answer.members().containsKey("report"));
  }

  @Test
  void beforeTheFirstChangeTheDeployedParametersCount() {
    Answer shown = desk.ask("admin-settings-show");
    assertTrue(shown.ok());
    assertEquals("0", shown.text("version"));
    assertEquals("null", shown.text("settings.minStake"));
    assertEquals("1000", shown.text("deployed.minStake"));
  }

  @Test
  void aChangeSaysWhatItChangedAndStandsInTheHistory() {
    Answer changed = desk.ask("admin-settings-change");
    assertTrue(changed.ok());
    assertEquals("1", changed.text("version"));
    assertEquals(3, changed.size("changed"));
    assertEquals("minStake", changed.text("changed.0"));
    assertEquals("null", changed.text("before.minStake"));
    assertEquals("1000000000000000", changed.text("settings.minStake"));
    assertEquals(
        Optional.of(Wei.ofEther(2)),
        desk.settings().current(0, true).settings().find(SettingKeys.MAX_STAKE));

    MacChain.verify(
        desk.events().head(SettingsJournal.NAME).orElseThrow(),
        MacChain.NONE,
        new MacKeys(List.of(new MacKey(1, 0, EmbeddedSecrets.KEY))));
    Answer history = desk.ask("admin-settings-history");
    assertEquals(1, history.size("changes"));
    assertEquals("ada", history.text("changes.0.by"));
    assertEquals("a calm start for the weekend", history.text("changes.0.reason"));
    assertEquals("10", history.text("changes.0.settings.rolloutPercent"));
  }

  @Test
  void onlyWhatIsNamedChangesAndNullClears() {
    desk.ask("admin-settings-change");
    assertEquals("2", desk.change("{\"bettingPaused\":true}").text("version"));
    Answer cleared = desk.change("{\"maxStake\":null,\"rolloutPercent\":null}");
    assertEquals(2, cleared.size("changed"));
    Settings settings = desk.settings().current(0, true).settings();
    assertTrue(settings.bettingPaused());
    assertEquals(Optional.of(Wei.of(1_000_000_000_000_000L)), settings.find(SettingKeys.MIN_STAKE));
    assertEquals(Optional.empty(), settings.find(SettingKeys.MAX_STAKE));
    assertEquals(0, settings.get(SettingKeys.ROLLOUT_PERCENT));
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    desk.change("{\"bettingPaused\":true}");
    Answer again = desk.change("{\"bettingPaused\":true}");
    assertTrue(again.ok());
    assertEquals("1", again.text("version"));
    assertEquals(0, again.size("changed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"minStake\":\"2000000000000000000\"}", // over the deployed largest stake
        "{\"maxStake\":\"999\"}", // under the deployed smallest stake
        "{\"raisedMaxStake\":\"5\"}",
        "{\"minStake\":\"20\",\"maxStake\":\"10\"}",
        "{\"maxProfit\":\"0\"}",
        "{\"minStake\":\"0\"}",
        "{\"minStake\":\"1.5\"}",
        "{\"minStake\":1000}",
        "{\"rolloutPercent\":101}",
        "{\"rolloutPercent\":1.5}",
        "{\"rolloutPercent\":\"10\"}",
        "{\"maxProfitShareBasisPoints\":0}",
        "{\"maxProfitShareBasisPoints\":1e300}",
        "{\"bettingPaused\":null}",
        "{\"bettingPaused\":\"yes\"}",
        "{\"bettingPaused\":true,\"minimumStake\":\"5\"}",
        "{}",
        "[]",
        "7"
      })
  void settingsThatCannotBeAreRefusedAndNothingChanges(String change) {
    Answer refused = desk.change(change);
    assertFalse(refused.ok());
    assertEquals("VALIDATION", refused.code());
    assertTrue(refused.detail().endsWith("."), refused.detail());
    assertEquals(0, desk.settings().current(0, true).version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"minimumStake":"5"}               | minimumStake    | UNKNOWN_SETTING
          {"minStake":1000}                  | minStake        | WRONG_FORM
          {"bettingPaused":null}             | bettingPaused   | WRONG_FORM
          {"rolloutPercent":"5"}             | rolloutPercent  | WRONG_FORM
          {"rolloutPercent":5.0}             | rolloutPercent  | WRONG_FORM
          {"rolloutPercent":5.00000000000000000001} | rolloutPercent | WRONG_FORM
          {"rolloutPercent":4294967301}      | rolloutPercent  | WRONG_FORM
          {"rolloutPercent":101}             | rolloutPercent  | OUT_OF_BOUNDS
          {"rolloutPercent":-1}              | rolloutPercent  | OUT_OF_BOUNDS
          {"minStake":"0"}                   | minStake        | OUT_OF_BOUNDS
          {"minStake":"20","maxStake":"10"}  | maxStake        | CONTRADICTION
          {"minStake":"2000000000000000000"} | minStake        | CONTRADICTION
          {"maxStake":"999"}                 | maxStake        | CONTRADICTION
          {"raisedMaxStake":"5"}             | raisedMaxStake  | CONTRADICTION
          """)
  void aRefusalNamesTheSettingAndTheRule(String change, String setting, String rule) {
    Answer refused = desk.change(change);
    assertEquals("VALIDATION", refused.code());
    assertEquals(setting, refused.text("problem.setting"));
    assertEquals(rule, refused.text("problem.rule"));
    assertTrue(refused.detail().startsWith("Nothing was changed: "), refused.detail());
    assertEquals(0, desk.settings().current(0, true).version());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "settings.show",
        "[]",
        "{}",
        "{\"action\":7}",
        "{\"action\":\"settings.drop\"}",
        "{\"action\":\"settings.show\",\"verbose\":true}",
        "{\"action\":\"settings.history\",\"limit\":0}",
        "{\"action\":\"settings.change\",\"change\":{\"bettingPaused\":true}}",
        "{\"action\":\"settings.change\",\"by\":\"ada\",\"change\":{\"bettingPaused\":true}}",
        "{\"action\":\"settings.change\",\"by\":\"ada\",\"reason\":\" \","
            + "\"change\":{\"bettingPaused\":true}}",
        "{\"action\":\"settings.change\",\"by\":\"Audit\",\"reason\":\"x\","
            + "\"change\":{\"bettingPaused\":true}}",
        "{\"action\":\"settings.change\",\"by\":\"ada\",\"reason\":\"two\\nlines\","
            + "\"change\":{\"bettingPaused\":true}}"
      })
  void commandsThatCannotBeAreRefused(String command) {
    Answer refused = desk.send(command);
    assertFalse(refused.ok());
    assertEquals("VALIDATION", refused.code());
    assertEquals(0, desk.settings().current(0, true).version());
  }

  @Test
  void aReasonOfMoreThan200CharactersIsRefused() {
    String command =
        "{\"action\":\"settings.change\",\"by\":\"ada\",\"reason\":\"%s\","
            + "\"change\":{\"bettingPaused\":true}}";
    assertFalse(desk.send(command.formatted("r".repeat(201))).ok());
    assertTrue(desk.send(command.formatted("r".repeat(200))).ok());
  }

  @Test
  void changesAtTheSameTimeAllLand() throws Exception {
    List<String> changes =
        List.of(
            "{\"bettingPaused\":true}",
            "{\"withdrawalsPaused\":true}",
            "{\"minStake\":\"2000\"}",
            "{\"rolloutPercent\":5}");
    try (ExecutorService threads = Executors.newFixedThreadPool(changes.size())) {
      List<Callable<Answer>> all =
          changes.stream().<Callable<Answer>>map(change -> () -> desk.change(change)).toList();
      for (Future<Answer> done : threads.invokeAll(all)) {
        assertTrue(done.get().ok());
        assertEquals(1, done.get().size("changed"));
      }
    }
    assertEquals(
        Settings.INITIAL.toBuilder()
            .set(SettingKeys.BETTING_PAUSED, true)
            .set(SettingKeys.WITHDRAWALS_PAUSED, true)
            .set(SettingKeys.MIN_STAKE, Wei.of(2_000))
            .set(SettingKeys.ROLLOUT_PERCENT, 5)
            .build(),
        desk.settings().current(0, true).settings());
    assertEquals(4, desk.settings().current(0, true).version());
  }

  @Test
  void healthSaysWhatIsPausedAndWhatIsPlayed() {
    desk.change("{\"bettingPaused\":true}");
    Answer health = desk.ask("admin-health");
    assertTrue(health.ok());
    assertEquals("test", health.text("release"));
    assertEquals("true", health.text("bettingPaused"));
    assertEquals("1", health.text("settingsVersion"));
  }

  @Test
  void aStoreThatDoesNotAnswerIsSaidToBeUnknown() {
    Answer answer =
        AdminFixture.send(AdminFixture.withoutStore(), "{\"action\":\"settings.show\"}");
    assertFalse(answer.ok());
    assertEquals("UNAVAILABLE", answer.code());
  }
}
