package io.fairfall.architecturetests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bound that no test has met fails the build, and nothing else does. */
class BoundTallyTest {
  private static final String HALL =
      """
      package hall;
      final class Hall {
        static final int MAX_SEATS = 5;
        static final int MAX_QUEUE = 9;
        boolean isFull(int seats) {
          return seats
              >= MAX_SEATS;
        }
        Object queue() { return new Queue(MAX_QUEUE); }
        record Bounds(int doors) {}
        boolean isShut(Bounds bounds, int door) {
          return door > bounds.doors();
        }
      }
      """;
  private static final String QUEUE =
      """
      package hall;
      final class Queue {
        boolean takes(int size) { return size < max; }
      }
      """;

  @TempDir private Path root;
  private Path counts;

  @BeforeEach
  void aHall() throws IOException {
    Path sources = Files.createDirectories(root.resolve("functions/hall/src/main/java/hall"));
    Files.writeString(sources.resolve("Hall.java"), HALL);
    Files.writeString(sources.resolve("Queue.java"), QUEUE);
    counts = Files.createDirectories(root.resolve("functions/hall/target/bounds"));
  }

  private List<String> wrong(String register, String... lines) throws IOException {
    Files.write(counts.resolve("1.txt"), List.of(lines));
    return BoundTally.of(root, BoundRegister.of(register)).wrong();
  }

  @Test
  void whatWentBothWaysIsMet() throws IOException {
    assertEquals(
        List.of(
            "Hall.Bounds.doors is met by no test, and has no row in bounds.txt",
            "Hall.MAX_QUEUE is met by no test, and has no row in bounds.txt"),
        wrong("", "hall.Hall|7|Hall.MAX_SEATS|7|1"));
    assertEquals(
        List.of("Hall.MAX_QUEUE is met by no test, and has no row in bounds.txt"),
        wrong("", "hall.Hall|7|Hall.MAX_SEATS|7|1", "hall.Hall|12|Hall$Bounds.doors|1|1"));
  }

  @Test
  void whatWentOneWayIsNot() throws IOException {
    assertEquals(
        List.of("Hall.MAX_SEATS is met by no test, and has no row in bounds.txt"),
        wrong(
            "Hall.MAX_QUEUE, Hall.Bounds.doors | no bound | here",
            "hall.Hall|7|Hall.MAX_SEATS|700|0",
            "hall.Hall|8|Hall.MAX_SEATS|7|1"));
  }

  @Test
  void countsOfSeveralMachinesAddUp() throws IOException {
    Files.writeString(counts.resolve("2.txt"), "hall.Hall|7|Hall.MAX_SEATS|0|3\n");
    assertEquals(
        List.of(),
        wrong(
            "Hall.MAX_QUEUE, Hall.Bounds.doors | no bound | here",
            "hall.Hall|7|Hall.MAX_SEATS|700|0"));
  }

  @Test
  void aRowNamesWhereABoundIsMet() throws IOException {
    String rest = "Hall.MAX_SEATS, Hall.Bounds.doors | no bound | here\n";
    String row = "Hall.MAX_QUEUE | at Queue.java | size < max\n";
    assertEquals(List.of(), wrong(rest + row, "hall.Queue|3|Queue.max|4|4"));
    assertEquals(
        List.of("Hall.MAX_QUEUE is met by no test in Queue.java: size < max"),
        wrong(rest + row, "hall.Queue|3|Queue.max|4|0"));
  }

  @Test
  void anExcuseEndsWhereTheBoundIsMet() throws IOException {
    Files.writeString(counts.resolve("1.txt"), "hall.Hall|7|Hall.MAX_SEATS|1|1");
    BoundTally tally =
        BoundTally.of(
            root,
            BoundRegister.of(
                "Hall.MAX_QUEUE, Hall.Bounds.doors, Hall.MAX_SEATS | not met | nobody comes"));
    assertEquals(List.of(), tally.wrong());
    assertEquals(List.of("Hall.MAX_SEATS is met: its row in bounds.txt may go"), tally.mayGo());
  }

  @Test
  void aRowForATestHoldsWhereItRanAndPassed() throws IOException {
    Path reports = Files.createDirectories(root.resolve("functions/hall/target/surefire-reports"));
    Files.writeString(
        reports.resolve("TEST-hall.QueueTest.xml"),
        "<testcase name=\"itEnds\" time=\"1\"/><testcase name=\"itFails\"><failure/></testcase>");
    String rest = "Hall.MAX_SEATS, Hall.Bounds.doors | no bound | here\n";
    String counted = "hall.Queue|3||1|1";
    assertEquals(
        List.of(), wrong(rest + "Hall.MAX_QUEUE | test QueueTest#itEnds | it waits", counted));
    assertEquals(
        List.of("Hall.MAX_QUEUE is to be met in QueueTest#itFails, which did not pass"),
        wrong(rest + "Hall.MAX_QUEUE | test QueueTest#itFails | it waits", counted));
  }

  @Test
  void aRowForNothingIsWrong() throws IOException {
    assertEquals(
        List.of("bounds.txt has a row for Hall.GONE, which is no number"),
        wrong(
            "Hall.MAX_SEATS, Hall.MAX_QUEUE, Hall.Bounds.doors, Hall.GONE | no bound | here",
            "hall.Queue|3||1|1"));
    assertThrows(IllegalArgumentException.class, () -> BoundRegister.of("Hall.MAX | maybe | so"));
  }

  @Test
  void aBuildThatCountedNothingFails() {
    assertThrows(IllegalStateException.class, () -> wrong("Hall.MAX_SEATS | no bound | here"));
  }
}
