package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class SettingsChannelTest {
  private static final String HELLO = "{\"action\":\"hello\",\"channels\":[\"settings\"]}";
  private static final String HELLO_FROM_1 =
      "{\"action\":\"hello\",\"channels\":[\"settings\"],\"positions\":{\"settings\":1}}";

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  private final SettingsJournal settings =
      new SettingsJournal(house.events, InstantSource.system());

  @BeforeEach
  void connect() {
    house.connect("s", null);
  }

  @Test
  void whoKnowsNothingIsToldWhatIsPaused() {
    assertEquals("false", snapshot().text("bettingPaused"));
    settings.change(Settings::pauseBetting, "a test", "ada");
    assertEquals("true", snapshot().text("bettingPaused"));
    assertEquals("false", snapshot().text("withdrawalsPaused"));
  }

  @Test
  void everyChangeIsToldUnderItsVersionAndSaysNoMoreThanEverybodyMayKnow() {
    house.hello("s", null, HELLO);
    settings.change(Settings::pauseBetting, "the audit found 3 entries", "ada");
    settings.change(
        now ->
            Settings.INITIAL.toBuilder()
                .set(SettingKeys.BETTING_PAUSED, true)
                .set(SettingKeys.WITHDRAWALS_PAUSED, true)
                .set(SettingKeys.MAX_STAKE, Wei.of(7))
                .set(SettingKeys.ROLLOUT_PERCENT, 5)
                .build(),
        "x",
        "ada");
    List<Entry> entries = house.events.range(SettingsJournal.NAME, 1, Long.MAX_VALUE);
    assertEquals(
        List.of(),
        RealtimeFixture.failures(
            new Broadcaster(house.environment())
                .handleRequest(RealtimeFixture.stream(entries), RealtimeFixture.noContext())));
    List<String> heard = house.gateway.heard("s");
    assertEquals(2, heard.size());
    MessageTree second = MessageTree.parse(heard.getLast());
    assertEquals("settings settings_changed 2", words(second));
    assertEquals(
        "{\"bettingPaused\":true,\"withdrawalsPaused\":true,\"rolloutPercent\":5}",
        second.at("data").written());
    assertFalse(heard.getFirst().contains("audit"), heard.getFirst());

    MessageTree missed = house.hello("s", null, HELLO_FROM_1).at("channels").at("settings");
    assertEquals("replay", missed.text("status"));
    assertEquals(heard.getLast(), missed.list("events").getFirst().written());
  }

  /** Every answer is held to the document, which knows no member that is not in the list. */
  @Test
  void everySettingThatIsDeclaredPublicIsToldAndNoOther() {
    settings.change(
        now ->
            Settings.INITIAL.toBuilder()
                .set(SettingKeys.MIN_STAKE, Wei.of(5))
                .set(SettingKeys.RAISED_MAX_STAKE, Wei.of(7))
                .set(SettingKeys.MIN_BANKROLL, Wei.of(9))
                .set(SettingKeys.WITHDRAWAL_MINIMUM, Wei.of(3))
                .set(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(4))
                .set(SettingKeys.WITHDRAWAL_MONTH_LIMIT, Wei.of(5))
                .set(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(2))
                .set(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT, 6)
                .build(),
        "x",
        "ada");
    String told = snapshot().written();
    for (Setting<?> setting : SettingKeys.ALL) {
      assertEquals(
          setting.isPublic(), told.contains('"' + setting.name() + '"'), setting + " in " + told);
    }
  }

  @Test
  void aPongSaysHowFarTheSettingsAre() {
    house.hello("s", ALICE, HELLO);
    settings.change(Settings::pauseBetting, "a test", "ada");
    assertEquals(1, house.ping("s", ALICE).at("positions").number("settings"));
  }

  private MessageTree snapshot() {
    return house.hello("s", null, HELLO).at("channels").at("settings").at("snapshot");
  }

  private static String words(MessageTree event) {
    return event.text("channel") + " " + event.text("type") + " " + event.text("id");
  }
}
