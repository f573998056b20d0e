package io.fairfall.cli.solvency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page's tests check is what is published here. */
class SampleTest {
  private static final Path SAMPLE = Path.of("../../web/test/solvency-sample.txt");

  @Test
  void thePagesSampleIsOurs() throws IOException {
    assertEquals(sample(), Files.readString(SAMPLE));
  }

  static String sample() {
    Published house = new Published();
    return Published.signed(house.content()) + "\n" + house.proof().json() + "\n";
  }
}
