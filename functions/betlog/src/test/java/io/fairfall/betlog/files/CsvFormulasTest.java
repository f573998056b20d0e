package io.fairfall.betlog.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormulasTest {
  private static final String ALPHABET = "=+-@\t\r\n,;|' \"ab1.\uff1d\uff0b\uff0d\uff20";
  private static final Pattern RUNS =
      Pattern.compile("\\s*[=+@\\-\uff1d\uff0b\uff0d\uff20].*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("[+-][0-9]+([.,][0-9]+)?");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "=1+1 | '=1+1",
        "@SUM(A1) | '@SUM(A1)",
        "-cmd | '-cmd",
        "+150 | +150",
        "-3.5 | -3.5",
        "'=x | ''=x",
        "'+150 | ''+150",
        "Foo;=1+1;bar | Foo;'=1+1;bar",
        "Foo, =1+1 | Foo,' =1+1",
        "O'Brien | O'Brien",
        "\uff1d1+1 | '\uff1d1+1",
        "a - b | a - b",
      },
      delimiter = '|')
  void whatAProgramWouldRunIsTextAndComesBack(String cell, String written) {
    assertEquals(written, CsvFormulas.harmless(cell));
    assertEquals(cell, CsvFormulas.restored(written));
  }

  @Test
  void anApostropheThatAPersonTypedBeforeANumberIsNoPartOfIt() {
    assertEquals("+150", CsvFormulas.restored("'+150"));
    assertEquals("'tis", CsvFormulas.restored("'tis"));
  }

  @Test
  void everyTextComesBackAndNoPartOfItRunsHoweverTheFileIsSplit() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      String cell = text.toString();
      String written = CsvFormulas.harmless(cell);
      assertEquals(cell, CsvFormulas.restored(written), cell);
      for (String separators : List.of(",", ";", "\t", "\\|", "[,;\t|\r\n]")) {
        for (String part : written.split(separators, -1)) {
          boolean isNumber = NUMBER.matcher(cell).matches();
          assertFalse(!isNumber && RUNS.matcher(part).matches(), written);
        }
      }
    }
  }
}
