package io.fairfall.betlog.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlog.TestSlips;
import io.fairfall.betlog.bets.BetOwner;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.pools.Pool;
import io.fairfall.betlogstore.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spreadsheets of many habits: read as their writers meant them, or refused with what is wrong. */
class WeekFileReaderTest {
  static final String HEADER =
      "stake,league,away_team,home_team,market,selection,line,odds,kickoff";
  static final String ROW = "1.5,NFL,Jets,Bills,spread,Bills,-3.5,-110,2026-11-22T18:00:00Z";
  private static final String WEEK = "2026-11-17";
  private static final PoolUser OLGA = new PoolUser("0xa", "Olga", Role.OWNER);
  private static final PoolUser ANN = new PoolUser("0xb", "Ann", Role.MEMBER);

  private static Pool pool(String zone) {
    return new Pool("sunday-club", "Sunday Club", zone, "tuesday", "0xa", 0);
  }

  static List<WeekFileReader.Read> read(String zone, String text) {
    return new WeekFileReader(pool(zone), WEEK, OLGA, List.of(OLGA, ANN)).read(text);
  }

  static FileBet only(String text) {
    List<WeekFileReader.Read> read = read("America/New_York", text);
    assertEquals(1, read.size(), read.toString());
    return found(read.getFirst());
  }

  private static FileBet found(WeekFileReader.Read read) {
    if (read instanceof WeekFileReader.Found(FileBet bet)) {
      return bet;
    }
    throw new AssertionError(read.toString());
  }

  static String refused(String text) {
    if (read("America/New_York", text).getFirst()
        instanceof WeekFileReader.Refused(long row, String error)) {
      return error;
    }
    throw new AssertionError(text + " was read");
  }

  static String refusedAsAWhole(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> read("UTC", text)).getMessage());
  }

  static String row(String column, String cell) {
    List<String> columns = List.of(HEADER.split(","));
    List<String> cells = new ArrayList<>(List.of(ROW.split(",")));
    cells.set(columns.indexOf(column), cell);
    return HEADER + "\n" + String.join(",", cells) + "\n";
  }

  static Leg leg(String text) {
    return only(text).slip().legs().getFirst();
  }

  @Test
  void separatorsMarksAndEmptyRowsMakeNoDifference() {
    String file = HEADER + "\r\n" + ROW + "\r\n";
    FileBet bet = only(file);
    assertEquals("1.50 units", bet.slip().stake());
    String european = ROW.replace(',', ';').replace("1.5;", "1,5;").replace("-3.5", "-3,5");
    for (String other :
        List.of(
            file.replace("\r\n", "\n"),
            file.replace("\r\n", "\r"),
            "\ufeff" + file,
            file.replace(',', ';'),
            file.replace(',', '\t'),
            "sep=;\r\n" + file.replace(',', ';'),
            "\ufeffSEP=;\n" + file.replace(',', ';'),
            HEADER.replace(',', ';') + "\n" + european + "\n",
            file + ",,,,,,,,\r\n,,,,,,,,\r\n\r\n",
            HEADER.toUpperCase(java.util.Locale.ROOT) + "\n" + ROW,
            "Stake, League ,Away Team,Home-Team,Market,Pick,Line,Odds,Kickoff\n" + ROW,
            HEADER + ",comment\n" + ROW + ",\n",
            HEADER + "\n" + ROW + ",,\n",
            HEADER + "\n\"" + ROW.replace(",", "\",\"") + "\"\n")) {
      FileBet same = only(other);
      assertEquals(bet.slip(), same.slip(), other);
      assertEquals(bet.owner(), same.owner());
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "150, +150",
        "-110, -110",
        "-110.0, -110",
        "2, 2.00",
        "2.5, 2.5",
        "\u2212110, -110",
        "\u2013110, -110",
        "\uff0b150, +150",
        "'+150, +150",
        "10/11, 10/11",
        "EVEN, 1/1",
      })
  void oddsAreReadAsSpreadsheetsLeaveThem(String cell, String odds) {
    assertEquals(odds, leg(row("odds", cell)).odds());
  }

  @Test
  void whatCouldBeTwoNumbersIsRefused() {
    assertTrue(refused(row("stake", "\"1,500\"")).contains("thousand"));
    assertEquals("1.50 units", only(row("stake", "\"1,50\"")).slip().stake());
    assertEquals("1000.00 units", only(row("stake", "1000")).slip().stake());
    String both = row("odds", "150") + ROW.replace("-110", "2.50") + "\n";
    assertTrue(refused(both).contains("+150 or 150.00"), refused(both));
    assertTrue(refused(row("stake", "1.500,00")).contains("cell too many"));
    assertTrue(refused(row("stake", "lots")).contains("stake is an amount"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-22T18:00Z | 2026-11-22T18:00:00Z",
        "2026-11-22T18:00:00.250Z | 2026-11-22T18:00:00.250Z",
        "2026-11-22 18:00:30+01:00 | 2026-11-22T17:00:30Z",
        "2026-11-22 13:00 | 2026-11-22T18:00:00Z",
        "2026/11/22 1:00 PM | 2026-11-22T18:00:00Z",
        "22.11.2026 13:00 | 2026-11-22T18:00:00Z",
        "22.11.26 13:00:05 | 2026-11-22T18:00:05Z",
        "11/22/2026 13:00 | 2026-11-22T18:00:00Z",
        "22/11/2026 13:00 | 2026-11-22T18:00:00Z",
        "11/22/26 12:30 a.m. | 2026-11-22T05:30:00Z",
        "11/22/26, 12:30 pm | 2026-11-22T17:30:00Z",
        "22-11-2026 13.00 | 2026-11-22T18:00:00Z",
      })
  void kickoffsAreReadInThePoolsZone(String cell, Instant instant) {
    assertEquals(
        instant.toEpochMilli(), leg(row("kickoff", "\"" + cell.strip() + "\"")).kickoffMs());
  }

  @Test
  void dayAndMonthAreToldApartByTheRestOfTheFileOrByTheWeekOrNotAtAll() {
    String byOthers =
        row("kickoff", "12/11/2026 13:00")
            + ROW.replace("2026-11-22T18:00:00Z", "23/11/2026 13:00");
    assertEquals(
        "2026-11-12T18:00:00Z",
        Instant.ofEpochMilli(
                found(read("America/New_York", byOthers).getFirst()).slip().firstKickoffMs())
            .toString());
    Pool july = pool("UTC");
    String text = row("kickoff", "05/07/2026 13:00");
    WeekFileReader inJuly = new WeekFileReader(july, "2026-06-30", OLGA, List.of(OLGA));
    assertEquals(
        "2026-07-05T13:00:00Z",
        Instant.ofEpochMilli(found(inJuly.read(text).getFirst()).slip().firstKickoffMs())
            .toString());
    WeekFileReader inMay = new WeekFileReader(july, "2026-05-05", OLGA, List.of(OLGA));
    assertEquals(
        "2026-05-07T13:00:00Z",
        Instant.ofEpochMilli(found(inMay.read(text).getFirst()).slip().firstKickoffMs())
            .toString());
    assertTrue(refused(text).contains("which is the day"), refused(text));
    assertTrue(refused(row("kickoff", "13/13/2026 13:00")).contains("is on no day"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-22 | a day and a time of day",
        "46348.75 | a spreadsheet's number for a day",
        "2026-11-31 13:00 | is on no day",
        "2026-11-22 25:00 | is at no time of day",
        "2026-11-22 13:00 pm | is at no time of day",
        "2026-11-01 01:30 | comes twice",
        "2026-03-08 02:30 | is left out",
        "2026-11-22 13:00+99:00 | no such offset",
        "soon | a day and a time of day",
      })
  void aKickoffThatIsNoInstantIsRefusedByName(String cell, String why) {
    String error = refused(row("kickoff", cell));
    assertTrue(error.contains(why), error);
  }

  @Test
  void allThatIsWrongWithABetIsSaidAtOnce() {
    String error = refused(HEADER + "\nlots,,Jets,Bills,spread,Bills,-3.5,cheap,soon\n");
    for (String part : List.of("stake is", "league is missing", "Odds are", "kickoff is")) {
      assertTrue(error.contains(part), error);
    }
  }

  @Test
  void aFileThatWouldLoseSomethingIsRefused() {
    assertTrue(refusedAsAWhole(HEADER + ",comment\n" + ROW + ",nice\n").contains("“comment”"));
    assertTrue(refusedAsAWhole(HEADER + ",odds\n" + ROW + ",2\n").contains("two columns odds"));
    assertTrue(
        refusedAsAWhole(HEADER + "\n" + ROW.replace("Jets", "J\ufffdts")).contains("line 2"));
    assertTrue(refusedAsAWhole("stake;league\n1;NFL\n").contains("it lacks away_team"));
    assertTrue(refusedAsAWhole(HEADER + "\n").contains("and a row"));
    assertTrue(refused(HEADER + "\n" + ROW + ",more\n").contains("a cell too many: number 10"));
  }

  @Test
  void rowsUnderOneNameAreOneBetAndMayNotContradictItsFirst() {
    String header = "bet,notes," + HEADER + "\n";
    String good =
        header + "7,hi," + ROW + "\n8,," + ROW + "\n7,," + ROW.replace("Jets", "Rams") + "\n";
    List<WeekFileReader.Read> read = read("UTC", good);
    assertEquals(2, read.size());
    assertEquals(2, found(read.getFirst()).slip().legs().size());
    assertEquals(Slip.PARLAY, found(read.getFirst()).slip().kind());
    String error = refused(good.replace("7,," + ROW.replace("Jets", "Rams"), "7,ho," + ROW));
    assertTrue(error.contains("notes of row 4 is not that of row 2"), error);
  }

  @Test
  void aNameIsAMembersOrAGuests() {
    String header = HEADER + ",user_name,status,closing_odds\n";
    FileBet anns = only(header + ROW + ",ANN,Won,-120\n");
    assertEquals(BetOwner.of(ANN), anns.owner());
    assertEquals(List.of(LegStatus.WON), anns.statuses());
    assertTrue(anns.isGraded());
    FileBet guests = only(header + ROW + ",Zoë,,\n");
    assertTrue(guests.owner().isGuest());
    assertEquals(guests.owner().player(), only(header + ROW + ",ZOE\u0308,,\n").owner().player());
    assertEquals(BetOwner.of(OLGA), only(header + ROW + ",,,\n").owner());
    assertTrue(refused(header + ROW + ",=x!,,\n").contains("user_name"));
    assertTrue(refused(header + ROW + ",Ann,half,\n").contains("status"));
  }

  @Test
  void aResultThatDoesNotFollowIsRefused() {
    String header = HEADER + ",status,result,payout\n";
    assertEquals(1, read("UTC", header + ROW + ",won,won,2.86\n").size());
    assertTrue(refused(header + ROW + ",won,lost,\n").contains("make it won"));
    assertTrue(refused(header + ROW + ",won,won,3.00\n").contains("2.86"));
    assertTrue(refused(header + ROW + ",,,3.00\n").contains("none yet"));
  }

  @Test
  void aFileHasSoManyBetsAndNoMore() {
    String two = HEADER + "\n" + ROW + "\n" + ROW + "\n";
    Pool pool = pool("UTC");
    assertEquals(2, new WeekFileReader(pool, WEEK, OLGA, List.of(), 2).read(two).size());
    WeekFileReader small = new WeekFileReader(pool, WEEK, OLGA, List.of(), 1);
    assertThrows(IllegalArgumentException.class, () -> small.read(two));
    String many = HEADER + "\n" + (ROW + "\n").repeat(WeekFileReader.MAX_BETS);
    assertEquals(WeekFileReader.MAX_BETS, read("UTC", many).size());
    assertTrue(refusedAsAWhole(many + ROW).contains("100 bets at most"));
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';'})
  void whatIsSavedReadsBackAsItWas(char separator) {
    List<LoggedBet> bets =
        List.of(
            logged("bet-0001", ANN, TestSlips.straight("+150", "2 USD"), LegStatus.WON, "-120"),
            logged(
                "bet-0002",
                OLGA,
                TestSlips.parlay("1", List.of("2.50", "10/11")),
                LegStatus.OPEN,
                null),
            logged(
                "bet-0003",
                OLGA,
                TestSlips.teaser("1.25", 3, List.of("+100", "+180")),
                LegStatus.PUSH,
                null),
            logged(
                "bet-0004",
                ANN,
                named("'=x", "Łódź;=1+1", "first\nsecond, \"third\""),
                LegStatus.LOST,
                "1.5"));
    String file = new WeekFileWriter(ZoneId.of("America/New_York"), separator).write(bets);
    assertTrue(file.startsWith("\ufeffbet" + separator), file);
    List<FileBet> back =
        read("America/New_York", file).stream().map(WeekFileReaderTest::found).toList();
    assertEquals(
        bets.stream().map(LoggedBet::slip).toList(), back.stream().map(FileBet::slip).toList());
    assertEquals(
        bets.stream().map(LoggedBet::statuses).toList(),
        back.stream().map(FileBet::statuses).toList());
    assertEquals(
        bets.stream().map(LoggedBet::userName).toList(),
        back.stream().map(bet -> bet.owner().userName()).toList());
    assertEquals(
        bets.stream().map(LoggedBet::betId).toList(), back.stream().map(FileBet::betId).toList());
    KnownBets known = new KnownBets(bets);
    assertTrue(back.stream().allMatch(bet -> known.find(bet).isPresent()));
    assertTrue(back.stream().noneMatch(bet -> known.find(bet).isPresent()), "each is there once");
  }

  @Test
  void aBetThatIsThereIsKnownByItsNameOrByWhatItSays() {
    LoggedBet open =
        logged(
            "bet-0001",
            OLGA,
            found(read("UTC", row("odds", "-110")).getFirst()).slip(),
            LegStatus.OPEN,
            null);
    FileBet same = only(row("odds", "-110"));
    assertEquals("bet-0001", new KnownBets(List.of(open)).find(same).orElseThrow().betId());
    assertTrue(new KnownBets(List.of(open)).find(only(row("odds", "-115"))).isEmpty());
    FileBet renamed =
        new FileBet(2, "bet-0001", same.owner(), only(row("odds", "-115")).slip(), same.statuses());
    KnownBets known = new KnownBets(List.of(open));
    assertTrue(
        String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> known.find(renamed))
                    .getMessage())
            .contains("says something else"));
    FileBet won = new FileBet(2, "", same.owner(), same.slip(), List.of(LegStatus.WON));
    assertThrows(IllegalArgumentException.class, () -> known.find(won));
    LoggedBet graded = logged("bet-0001", OLGA, same.slip(), LegStatus.LOST, "-130");
    assertTrue(
        new KnownBets(List.of(graded)).find(same).isPresent(), "an older file takes nothing back");
  }

  private static Slip named(String away, String home, String notes) {
    Leg leg =
        new Leg(
            "Liga", away, home, "spread", "home", "+1", "-110", TestSlips.SUNDAY_MS + 250, null);
    return new Slip(Slip.STRAIGHT, "1", List.of(leg), null, null, notes);
  }

  private static LoggedBet logged(
      String betId, PoolUser owner, Slip slip, LegStatus status, @Nullable String closing) {
    Slip closed = slip.with(slip.legs().stream().map(leg -> leg.closedAt(closing)).toList());
    List<LegStatus> statuses = slip.legs().stream().map(leg -> status).toList();
    return LoggedBet.opened(betId, BetOwner.of(owner), closed, statuses, OLGA, 3, 0);
  }
}
