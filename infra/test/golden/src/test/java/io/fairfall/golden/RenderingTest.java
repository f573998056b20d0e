package io.fairfall.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RenderingTest {
  private final Rendering rendering = new Rendering();

  private enum Colour {
    RED,
    BLUE;

    @Override
    public String toString() {
      return "a colour";
    }
  }

  private record Amount(BigInteger wei) {
    @Override
    public String toString() {
      return wei + " wei";
    }
  }

  private sealed interface Shape {
    record Dot(long x, long y) implements Shape {}

    record Line(Dot from, Dot to) implements Shape {}
  }

  private record Everything(
      Amount amount,
      @Nullable String name,
      boolean flag,
      OptionalLong target,
      Optional<String> note,
      Set<String> words,
      List<Colour> colours,
      Object bytes,
      long zero) {}

  @Test
  void recordsAreShownByTheirComponentsAndNeverByWhatTheySayOfThemselves() {
    Everything all =
        new Everything(
            new Amount(BigInteger.TEN.pow(30)),
            "n",
            true,
            OptionalLong.of(7),
            Optional.of("x"),
            Set.of("b", "a"),
            List.of(Colour.RED),
            new byte[] {1, (byte) 0xfe},
            0);
    assertEquals(
        GoldenJson.read(
            """
            {"amount":"1000000000000000000000000000000","name":"n","flag":true,"target":7,
             "note":"x","words":["a","b"],"colours":["RED"],"bytes":"01fe","zero":0}\
            """),
        GoldenJson.asRead(rendering.of(all)));
    assertEquals(Set.of("a colour"), rendering.missing(List.of()));
  }

  @Test
  void whatIsNullFalseOrEmptyIsLeftOutAndCountedAsNeverSeen() {
    Everything none =
        new Everything(
            new Amount(BigInteger.ZERO),
            null,
            false,
            OptionalLong.empty(),
            Optional.empty(),
            Set.of(),
            List.of(),
            new byte[0],
            0);
    assertEquals(
        Map.of("amount", "0", "bytes", "", "zero", BigDecimal.ZERO),
        GoldenJson.asRead(rendering.of(none)));
    assertEquals(
        Set.of(
            "Everything.name",
            "Everything.flag",
            "Everything.target",
            "Everything.note",
            "Everything.words",
            "Everything.colours"),
        rendering.missing(List.of()));
  }

  @Test
  void aCaseThatNoLineHasIsMissing() {
    rendering.of(new Shape.Dot(1, 2));
    assertEquals(Set.of("Line"), rendering.missing(List.of(Shape.class)));
    rendering.of(new Shape.Line(new Shape.Dot(1, 2), new Shape.Dot(3, 4)));
    assertEquals(Set.of(), rendering.missing(List.of(Shape.class)));
  }
}
