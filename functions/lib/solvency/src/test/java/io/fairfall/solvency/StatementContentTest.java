package io.fairfall.solvency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.json.BrokenStoreException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a statement says and how it is written. */
class StatementContentTest {
  private static final String OTHER = "0xf49fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final long OWED = 20 * 1_000 + 190;

  private static SolvencyCoverage coverage(Reserve... reserves) {
    return StatementFixture.content(List.of(reserves)).coverage();
  }

  private static Reserve has(String wallet, long wei) {
    return StatementFixture.reserve(wallet, wei);
  }

  @Test
  void coveredIsWhoKnownlyHasWhatIsOwed() {
    Reserve unknown = new Reserve(OTHER, Optional.empty());
    String wallet = StatementFixture.WALLET;
    assertEquals(SolvencyCoverage.COVERED, coverage(has(wallet, OWED)));
    assertEquals(SolvencyCoverage.SHORT, coverage(has(wallet, OWED - 1)));
    assertEquals(SolvencyCoverage.COVERED, coverage(has(wallet, OWED - 1), has(OTHER, 1)));
    assertEquals(SolvencyCoverage.COVERED, coverage(has(wallet, OWED), unknown));
    assertEquals(SolvencyCoverage.UNKNOWN, coverage(has(wallet, OWED - 1), unknown));
  }

  @Test
  void whatIsSignedHasALineForEachThing() {
    StatementContent content =
        StatementFixture.content(
            List.of(has(StatementFixture.WALLET, 5), new Reserve(OTHER, Optional.empty())));
    List<String> lines = content.text().lines().toList();
    assertEquals("fairfall-solvency-1", lines.getFirst());
    assertEquals("number 7", lines.get(1));
    assertEquals("draw %d %s".formatted(3, content.draws().getFirst().hex()), lines.get(5));
    assertEquals(11 + content.draws().size() + 2, lines.size());
    assertEquals("reserve " + OTHER + " unknown", lines.get(lines.size() - 2));
    assertEquals("end", lines.getLast());
    assertTrue(content.text().endsWith("end\n"));
    assertEquals(64, content.textHash().length());
  }

  @Test
  void walletsAscendAndEachSigns() {
    Reserve one = has(StatementFixture.WALLET, 1);
    assertThrows(IllegalArgumentException.class, () -> coverage(has(OTHER, 1), one));
    assertThrows(IllegalArgumentException.class, () -> coverage(one, one));
    assertThrows(IllegalArgumentException.class, () -> coverage());
    List<Reserve> many = new ArrayList<>();
    for (int i = 0; i < StatementContent.MAX_WALLETS; i++) {
      many.add(has(TreeFixture.player(i), 1));
    }
    assertEquals(SolvencyCoverage.SHORT, StatementFixture.content(many).coverage());
    many.add(one);
    assertThrows(IllegalArgumentException.class, () -> StatementFixture.content(many));
    StatementContent content = StatementFixture.content(List.of(one));
    assertThrows(IllegalArgumentException.class, () -> new SolvencyStatement(content, List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new SolvencyStatement(content, List.of("0x1b")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Reserve(OTHER, Optional.of(BigInteger.ONE.negate())));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    StatementContent content =
        StatementFixture.content(
            List.of(has(StatementFixture.WALLET, 5), new Reserve(OTHER, Optional.empty())));
    String signature = "0x" + "1".repeat(128) + "1b";
    SolvencyStatement statement = new SolvencyStatement(content, List.of(signature, signature));
    assertEquals(statement, SolvencyStatement.read(statement.json()));
    assertTrue(statement.json().length() < 10_000);
    String other = statement.json().replace("fairfall-solvency-1", "fairfall-solvency-2");
    assertThrows(IllegalArgumentException.class, () -> SolvencyStatement.read(other));
    String noAmount = statement.json().replace("\"balance\":\"5\"", "\"balance\":\"05\"");
    assertThrows(IllegalArgumentException.class, () -> SolvencyStatement.read(noAmount));
    String noNumber = statement.json().replace("\"number\":7", "\"number\":\"7\"");
    assertThrows(BrokenStoreException.class, () -> SolvencyStatement.read(noNumber));
  }
}
