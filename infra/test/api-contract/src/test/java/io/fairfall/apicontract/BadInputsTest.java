package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairfall.apicontract.BadInputs.Input;
import io.fairfall.apicontract.BadInputs.Kind;
import io.fairfall.apicontract.BadInputs.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BadInputsTest {
  private static final String RIGHT =
      "{\"seat\":1,\"version\":17,\"stake\":\"5\",\"first\":true,\"legs\":[{\"odds\":\"+150\"}]}";
  private static final Set<Kind> NO_JSON = Set.of(Kind.TRAILING_COMMA, Kind.TRAILING_TEXT);

  private record Leg(String odds) {}

  private record Form(int seat, Long version, String stake, Boolean first, List<Leg> legs) {}

  private record LongerForm(
      int seat, Long version, String stake, Boolean first, List<Leg> legs, String more) {}

  private final List<Input> inputs =
      BadInputs.of(Form.class, RIGHT, Set.of("stake"), Set.of("version"));

  @Test
  void thereAreSixtyOfEachKindAndNoTwoAreTheSame() {
    Map<Kind, Long> counts =
        inputs.stream()
            .map(input -> Map.entry(input.text(), input.kind()))
            .distinct()
            .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()));
    for (Kind kind : Kind.values()) {
      assertTrue(counts.getOrDefault(kind, 0L) >= BadInputs.PER_KIND, kind + " of " + counts);
    }
  }

  @Test
  void eachIsJsonUnlessThatIsWhatIsWrong() {
    ObjectMapper lenient = new ObjectMapper();
    ObjectMapper strict = new ObjectMapper();
    strict.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    strict.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (Input input : inputs) {
      assertNotEquals(RIGHT, input.text());
      boolean isDoubled = input.kind() == Kind.DOUBLED_MEMBER;
      assertEquals(
          NO_JSON.contains(input.kind()) || isDoubled, !isRead(strict, input), input::toString);
      assertTrue(!isDoubled || isRead(lenient, input), input::toString);
    }
  }

  private static boolean isRead(ObjectMapper parser, Input input) {
    try {
      parser.readTree(input.text());
      return true;
    } catch (JsonProcessingException noJson) {
      return false;
    }
  }

  @Test
  void whatWasSeenIsAmongThem() {
    Set<String> texts = inputs.stream().map(Input::text).collect(Collectors.toSet());
    for (String seen :
        List.of(
            "\"seat\":18446744073709551617",
            "\"seat\":4294967297",
            "\"seat\":\"1\"",
            "\"seat\":1e0",
            "\"version\":18446744073709551633")) {
      assertTrue(texts.stream().anyMatch(text -> text.contains(seen)), seen);
    }
    assertTrue(
        inputs.stream()
            .filter(input -> input.kind() == Kind.WRAPS_32_BITS)
            .allMatch(input -> input.member().equals("seat")),
        "the wide one has room for more than 32 bits");
    assertTrue(
        inputs.stream()
            .filter(input -> input.kind() == Kind.NULL_WHERE_NEEDED)
            .noneMatch(input -> input.member().equals("stake")));
  }

  @Test
  void anExampleWithoutAMemberIsNone() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BadInputs.of(LongerForm.class, RIGHT, Set.of(), Set.of()));
    for (String wrong :
        List.of(
            RIGHT.replace("\"+150\"", "150"),
            RIGHT.replace("17", "\"17\""),
            RIGHT.replace("true", "1"),
            RIGHT.replace("[{\"odds\":\"+150\"}]", "[]"))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> BadInputs.of(Form.class, wrong, Set.of(), Set.of()),
          wrong);
    }
  }

  @Test
  void whatIsNotRefusedByItsNameIsComplainedOf() {
    assertEquals(inputs.size(), complaints(text -> new Refused(200, "", "")));
    assertEquals(inputs.size(), complaints(text -> new Refused(500, "INTERNAL", text)));
    assertEquals(inputs.size(), complaints(text -> new Refused(400, "SEAT_TAKEN", text)));
    assertTrue(complaints(text -> new Refused(400, "VALIDATION", "seat")) > 0);
    assertEquals(0, complaints(text -> new Refused(400, "VALIDATION", text)));
  }

  private int complaints(Function<String, Refused> ask) {
    return BadInputs.complaints(inputs, ask).size();
  }
}
