package io.fairfall.crash.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Entry;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RoundFactsTest {
  private static final PublicBetEvent BET =
      new PublicBetEvent(
          "0xab",
          7,
          PublicBetEvent.Kind.BET,
          "7",
          1,
          Wei.ofEther(1),
          new Multiplier(250),
          null,
          null,
          1_000);
  private static final PublicBetEvent LOSS =
      new PublicBetEvent(
          "0xab",
          9,
          PublicBetEvent.Kind.CLOSE,
          "7",
          1,
          Wei.ofEther(1),
          null,
          null,
          Wei.ZERO,
          2_000);

  @Test
  void factsAreReadAsTheyWereWritten() {
    Entry entry = RoundFacts.write(12, 3, List.of(BET, LOSS), 5_000);
    assertEquals("round:12", entry.journal());
    assertEquals("bets", entry.type());
    assertTrue(entry.body().contains("\"kind\":\"bet\""), entry.body());
    assertEquals(List.of(BET, LOSS), RoundFacts.read(entry));
  }

  @Test
  void everyKindIsItsWord() {
    for (PublicBetEvent.Kind kind : PublicBetEvent.Kind.values()) {
      PublicBetEvent fact =
          new PublicBetEvent("0xab", 7, kind, "7", 1, Wei.of(5), null, null, Wei.ZERO, 1_000);
      Entry entry = RoundFacts.write(12, 3, List.of(fact), 5_000);
      assertTrue(entry.body().contains("\"kind\":\"" + kind.word() + "\""), entry.body());
      assertEquals(List.of(fact), RoundFacts.read(entry));
    }
    Entry known = RoundFacts.write(12, 3, List.of(BET), 5_000);
    String body = known.body().replace("\"bet\"", "\"tip\"");
    Entry unknown = new Entry(known.journal(), 3, known.type(), 5_000, body, known.seal());
    assertThrows(BrokenStoreException.class, () -> RoundFacts.read(unknown));
  }

  @Test
  void anAutomaticTargetIsForTheSettlerAlone() {
    Entry entry = RoundFacts.write(12, 3, List.of(BET.withoutAuto()), 5_000);
    assertFalse(entry.body().contains("auto"), entry.body());
  }

  @Test
  void whatWasDeliveredTwiceCountsOnceOverManyPages() {
    MemoryJournals journals = new MemoryJournals();
    List<PublicBetEvent> written = new ArrayList<>();
    for (int version = 1; version <= 450; version++) {
      PublicBetEvent fact =
          new PublicBetEvent(
              "0x" + version % 300,
              1,
              PublicBetEvent.Kind.BET,
              "1",
              1,
              Wei.of(5),
              null,
              null,
              null,
              1);
      written.add(fact);
      journals.append(RoundFacts.write(12, version, List.of(fact), 1));
    }
    assertEquals(written.subList(0, 300), RoundFacts.all(journals, 12));
  }

  @Test
  void aRoundIsKnownFromTheNameOfItsJournal() {
    assertEquals(OptionalLong.of(12), RoundFacts.roundOf("round:12"));
    assertEquals(OptionalLong.empty(), RoundFacts.roundOf("game"));
  }
}
