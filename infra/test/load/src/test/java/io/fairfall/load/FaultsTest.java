package io.fairfall.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String ERROR = "{\"level\":\"error\",\"event\":\"request_failed\"}";

  private final Statistics statistics = new Statistics();

  @Test
  void errorsOfTheLogAreKeptAndEverythingIsPassedOn() {
    List<String> passed = new ArrayList<>();
    FeedProbe tap =
        statistics.faults().before((source, text, atMs) -> passed.add(source + " " + text));
    tap.heard("log", "{\"level\":\"info\"}", 1);
    tap.heard("log", ERROR, 2);
    tap.heard("GET /v1/rounds", ERROR, 3);

    assertEquals(List.of("log " + ERROR), statistics.faults().sentences());
    assertEquals(3, passed.size());
  }

  @Test
  void anAnswerIsAFaultWhereItIsNeitherARefusalNorARequestToComeBack() {
    statistics.answered("a", new ClientAnswer.Unknown(500, "INTERNAL"));
    statistics.answered("b", new ClientAnswer.Unknown(503, "UNAVAILABLE"));
    statistics.answered("c", new ClientAnswer.Unknown(ClientAnswer.NO_ANSWER, "NO_ANSWER"));
    statistics.answered("d", new ClientAnswer.No(400, "VALIDATION", Tree.EMPTY));

    List<String> faults = statistics.faults().sentences();
    assertEquals(1, faults.size());
    assertEquals("a was answered", faults.getFirst().substring(0, 14));
  }

  @Test
  void theFirstOfThemAreKept() {
    for (int i = 0; i < 1_000; i++) {
      statistics.answered("request " + i, new ClientAnswer.Unknown(500, "INTERNAL"));
    }
    assertEquals(20, statistics.faults().sentences().size());
    assertEquals("request 0", statistics.faults().sentences().getFirst().substring(0, 9));
  }
}
