package io.fairfall.mackeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.MacKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacKeyTextTest {
  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);

  @Test
  void whatCloudFormationGeneratesIsOneKeyForAllTime() {
    MacKeys keys =
        MacKeyText.read("{'notBefore.1':'0','key.1':'A'}".replace('\'', '"').replace("A", FIRST));
    assertEquals(1, keys.keys().size());
    assertEquals(1, keys.signingAt(0).id());
    assertEquals(FIRST, keys.signingAt(0).secret());
  }

  @Test
  void aSecondKeySealsFromItsInstantOn() {
    MacKeys keys =
        MacKeyText.read(text("'key.2':'B','notBefore.1':'0','key.1':'A','notBefore.2':'1000'"));
    assertEquals(1, keys.signingAt(999).id());
    assertEquals(2, keys.signingAt(1000).id());
    assertEquals(FIRST, keys.find(1).orElseThrow().secret());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "'notBefore.1':'0'                                             | there is no key.1",
        "'key.1':'A'                                                   | notBefore.1 is no text",
        "'notBefore.1':'soon','key.1':'A'                              | notBefore.1 is no text",
        "'notBefore.1':'-5','key.1':'A'                                | notBefore.1 is no text",
        "'notBefore.1':5,'key.1':'A'                                   | notBefore.1 is no text",
        "'notBefore.1':'0','key.1':'short'                             | key.1 is no text of 32",
        "'notBefore.1':'0','key.1':7                                   | key.1 is no text of 32",
        "'notBefore.1':'0','key.1':'A','notBefore.3':'9','key.3':'B'   | there is more in it",
        "'notBefore.1':'0','key.1':'A','notBefore.2':'9'               | there is more in it",
        "'notBefore.1':'0','key.1':'A','note':'x'                      | there is more in it",
        "'notBefore.1':'9','key.1':'A','notBefore.2':'9','key.2':'B'   | notBefore.2 is not later",
        "'notBefore.1':'0','key.1':'A                                  | this is no JSON object"
      })
  void whatIsNotLikeThatIsRefusedWithoutQuotingIt(String members, String complaint) {
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> MacKeyText.read(text(members)));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("the ledger's keys are refused: " + complaint), message);
    assertFalse(message.contains("aaa") || message.contains("bbb"), message);
    assertNull(refused.getCause());
  }

  @Test
  void keysShowNothingOfTheirSecrets() {
    String shown = MacKeyText.read(text("'notBefore.1':'0','key.1':'A'")).toString();
    assertFalse(shown.contains("aaa"), shown);
  }

  private static String text(String members) {
    return ("{" + members + "}")
        .replace("'A", "'" + FIRST)
        .replace("'B", "'" + SECOND)
        .replace('\'', '"');
  }
}
