package io.fairfall.cli.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.money.Wei;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowsTest {
  private static final String ADA = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final String ADA_LOWER = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
  private static final String BOB = "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359";

  static Stream<Arguments> rejects() {
    return Stream.of(
        csv(BOB + "," + "1".repeat(1_000), Reject.LINE_TOO_LONG),
        csv(BOB, Reject.CSV_FORM),
        csv(BOB + ",1,2", Reject.CSV_FORM),
        csv(BOB + ";1", Reject.CSV_FORM),
        csv(BOB + ",1,5", Reject.CSV_FORM),
        csv(BOB + ",\"1", Reject.CSV_FORM),
        csv("\"" + BOB + "\"x,1", Reject.CSV_FORM),
        csv(BOB + ",1\r" + BOB + ",2", Reject.CSV_FORM),
        json("{\"address\":\"" + BOB + "\"}", Reject.JSON_FORM),
        json(object(BOB, "\"1\"") + "}", Reject.JSON_FORM),
        json(object(BOB, "\"1\"") + " " + object(BOB, "\"1\""), Reject.JSON_FORM),
        json("{\"balance\":\"1\",\"balance\":\"2\"}", Reject.JSON_FORM),
        json(object(BOB, "{}"), Reject.JSON_FORM),
        json(object(BOB, "\"1\",\"note\":\"x\""), Reject.JSON_FORM),
        json(BOB + ",1", Reject.JSON_FORM),
        json(object(BOB, "1"), Reject.BALANCE_NOT_TEXT),
        json(object(BOB, "0.1"), Reject.BALANCE_NOT_TEXT),
        json(object(BOB, "1e3"), Reject.BALANCE_NOT_TEXT),
        json(object(BOB, "null"), Reject.BALANCE_MISSING),
        csv(",1", Reject.ADDRESS_FORM),
        csv(BOB.substring(2) + ",1", Reject.ADDRESS_FORM),
        csv(BOB.substring(0, 41) + ",1", Reject.ADDRESS_FORM),
        csv(BOB + "0,1", Reject.ADDRESS_FORM),
        csv(BOB.replace('x', 'X') + ",1", Reject.ADDRESS_FORM),
        csv("0x" + "g".repeat(40) + ",1", Reject.ADDRESS_FORM),
        csv("=cmd|' /C calc'!A0,1", Reject.ADDRESS_FORM),
        csv(ADA.replace("5aA", "5Aa") + ",1", Reject.ADDRESS_CHECKSUM),
        csv(ADA.replace("Aed", "AeD") + ",1", Reject.ADDRESS_CHECKSUM),
        csv("0x" + "0".repeat(40) + ",1", Reject.ADDRESS_ZERO),
        csv(BOB + ",", Reject.BALANCE_MISSING),
        csv(BOB + ",  ", Reject.BALANCE_MISSING),
        csv(BOB + ",-1", Reject.BALANCE_NEGATIVE),
        csv(BOB + ",-0.5", Reject.BALANCE_NEGATIVE),
        csv(BOB + ",+1", Reject.BALANCE_FORM),
        csv(BOB + ",--1", Reject.BALANCE_FORM),
        csv(BOB + ",1e3", Reject.BALANCE_FORM),
        csv(BOB + ",NaN", Reject.BALANCE_FORM),
        csv(BOB + ",Infinity", Reject.BALANCE_FORM),
        csv(BOB + ",0x10", Reject.BALANCE_FORM),
        csv(BOB + ",.5", Reject.BALANCE_FORM),
        csv(BOB + ",5.", Reject.BALANCE_FORM),
        csv(BOB + ",007", Reject.BALANCE_FORM),
        csv(BOB + ",\"1,5\"", Reject.BALANCE_FORM),
        csv(BOB + ",1 000", Reject.BALANCE_FORM),
        csv(BOB + ",1_000", Reject.BALANCE_FORM),
        csv(BOB + ",\u0661", Reject.BALANCE_FORM), // a digit, but an Arabic one
        csv(BOB + ",1.0000000000000000001", Reject.BALANCE_TOO_FINE),
        csv(BOB + ",0.0000000000000000009", Reject.BALANCE_TOO_FINE),
        csv(BOB + ",1000000000.000000000000000001", Reject.BALANCE_TOO_LARGE),
        csv(BOB + ",1000000000000000000", Reject.BALANCE_TOO_LARGE));
  }

  @ParameterizedTest
  @MethodSource("rejects")
  void aRowThatCannotBeIsRejectedWithItsLineAndTheNextOneStands(
      String first, String line, Reject reason) {
    List<Row> rows =
        read(first + "\n\n" + line + "\n" + last(first) + "\n").stream()
            .filter(row -> row.line() > 1)
            .toList();
    Row.Rejected rejected = assertInstanceOf(Row.Rejected.class, rows.getFirst());
    assertEquals(3, rejected.line());
    assertEquals(reason.name(), rejected.code());
    assertEquals(reason.sentence(), rejected.reason());
    assertEquals(List.of(new Row.Opening(4, ADA_LOWER, Wei.ofEther(7))), rows.subList(1, 2));
    assertEquals(2, rows.size());
  }

  @Test
  void everyReasonButTheTwoBelowIsInTheTable() {
    List<Object> seen = rejects().map(row -> row.get()[2]).distinct().toList();
    List<Reject> unseen = Stream.of(Reject.values()).filter(r -> !seen.contains(r)).toList();
    assertEquals(List.of(Reject.DUPLICATE, Reject.FILE_TOO_LONG), unseen);
  }

  @Test
  void anAddressThatStandsAgainNamesItsFirstLineWhateverBecameOfThatOne() {
    List<Row> rows =
        read(
            "address,balance\n%s,1\n%s,bad\n%s,1\n%s,2\n%s,3\n"
                .formatted(ADA, BOB, ADA_LOWER, BOB, "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"));
    assertEquals(new Row.Opening(2, ADA_LOWER, Wei.ofEther(1)), rows.getFirst());
    assertEquals(
        List.of("BALANCE_FORM@3", "DUPLICATE@4", "DUPLICATE@5", "DUPLICATE@6"),
        rows.stream()
            .skip(1)
            .map(Row.Rejected.class::cast)
            .map(row -> row.code() + "@" + row.line())
            .toList());
    assertEquals(
        List.of("line 2", "line 3", "line 2"),
        rows.stream()
            .skip(2)
            .map(row -> ((Row.Rejected) row).reason().replaceAll(".*(line [0-9]+)", "$1"))
            .toList());
  }

  @Test
  void marksEndsQuotesAndSpacesOfOtherSystemsAreRead() {
    String file =
        "\uFEFF\"Address\",\"Balance\"\r\n\r\n\"" + ADA + "\",\" 0.25\"\r\n" + BOB + ", 1.5 \r\n";
    assertEquals(
        List.of(
            new Row.Opening(3, ADA_LOWER, Wei.parseEther("0.25")),
            new Row.Opening(4, BOB, Wei.parseEther("1.5"))),
        read(file));
  }

  @Test
  void aFileNeedsNoHeaderAndNoLastLineEnd() {
    assertEquals(
        List.of(new Row.Opening(1, ADA_LOWER, Wei.of(1)), new Row.Opening(2, BOB, Wei.ofEther(3))),
        read(ADA + ",0.000000000000000001\n" + BOB + ",3.0000000000000000000000"));
    assertEquals(List.of(), read(""));
    assertEquals(List.of(), read("address,balance"));
  }

  @Test
  void jsonLinesMayBeInEitherOrder() {
    assertEquals(
        List.of(
            new Row.Opening(1, ADA_LOWER, Wei.ofEther(1)), new Row.Opening(2, BOB, Wei.ofEther(2))),
        read(
            object(ADA, "\"1\"")
                + "\n { \"balance\" : \"2\" , \"address\" : \""
                + BOB
                + "\" } \n"));
  }

  @Test
  void aBalanceOfZeroIsNothingToOpen() {
    assertEquals(List.of(new Row.Zero(1), new Row.Zero(2)), read(ADA + ",0\n" + BOB + ",0.00\n"));
  }

  @Test
  void bytesThatAreNoTextCostTheirRowOnly() {
    byte[] file = (BOB + ",1\n??,1\n" + ADA + ",2\n").getBytes(StandardCharsets.UTF_8);
    int second = BOB.length() + 3;
    file[second] = (byte) 0xc3;
    file[second + 1] = (byte) 0xff;
    List<Row> rows = read(new ByteArrayInputStream(file));
    assertEquals(3, rows.size());
    assertEquals("ADDRESS_FORM", ((Row.Rejected) rows.get(1)).code());
  }

  @Test
  void aLineWithoutEndTakesNoMemory() {
    byte[] file = new byte[3_000_000];
    List<Row> rows = read(new ByteArrayInputStream(file));
    assertEquals(1, rows.size());
    Row.Rejected row = (Row.Rejected) rows.getFirst();
    assertEquals("LINE_TOO_LONG", row.code());
    assertTrue(row.text().length() <= Lines.MAX_LINE_BYTES);
  }

  private static Arguments csv(String line, Reject reason) {
    return Arguments.of("address,balance", line, reason);
  }

  private static Arguments json(String line, Reject reason) {
    return Arguments.of(object("0x" + "1".repeat(40), "\"0\""), line, reason);
  }

  /** A good row in the form of a file. */
  private static String last(String first) {
    return first.startsWith("{") ? object(ADA, "\"7\"") : ADA + ",7";
  }

  private static String object(String address, String balance) {
    return "{\"address\":\"" + address + "\",\"balance\":" + balance + "}";
  }

  private static List<Row> read(String file) {
    return read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Row> read(ByteArrayInputStream file) {
    try (Lines lines = new Lines(file)) {
      Rows rows = new Rows(lines);
      List<Row> all = new ArrayList<>();
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        all.add(row.get());
      }
      return all;
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }
}
