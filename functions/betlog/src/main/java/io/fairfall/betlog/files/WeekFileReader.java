package io.fairfall.betlog.files;

import io.fairfall.betlog.bets.BetOwner;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.bets.UserName;
import io.fairfall.betlog.pools.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads bets from what a spreadsheet saved. A bet is read as a whole or refused with all that is
 * wrong with it: nothing that stands in the file is left out of what comes of it.
 */
public final class WeekFileReader {
  /** Bets of one file. */
  public static final int MAX_BETS = 100;

  /** What stands in the first row of a bet for all of them. */
  private static final List<Column> OF_THE_BET =
      List.of(
          Column.USER_NAME,
          Column.KIND,
          Column.STAKE,
          Column.RESULT,
          Column.PAYOUT,
          Column.POINTS,
          Column.TEASER_ODDS,
          Column.NOTES);

  private final Pool pool;
  private final String weekKey;
  private final PoolUser reader;
  private final List<PoolUser> members;
  private final int maxBets;

  /**
   * @param weekKey the week that the bets are for
   * @param reader who reads the file: bets without a name are theirs
   * @param members who is in the pool: a name among them is a member's
   */
  public WeekFileReader(Pool pool, String weekKey, PoolUser reader, List<PoolUser> members) {
    this(pool, weekKey, reader, members, MAX_BETS);
  }

  WeekFileReader(Pool pool, String weekKey, PoolUser reader, List<PoolUser> members, int maxBets) {
    this.pool = pool;
    this.weekKey = weekKey;
    this.reader = reader;
    this.members = members;
    this.maxBets = maxBets;
  }

  /** What a bet of a file came to. */
  public sealed interface Read {
    long row();
  }

  /** It could be read. */
  public record Found(FileBet bet) implements Read {
    @Override
    public long row() {
      return bet.row();
    }
  }

  /**
   * It could not.
   *
   * @param error all that is wrong with it, in sentences
   */
  public record Refused(long row, String error) implements Read {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with a sentence, if it is no such file at all
   */
  public List<Read> read(String text) {
    CsvTable table = CsvTable.parse(text);
    List<List<CsvTable.Row>> groups = grouped(table.rows());
    if (groups.size() > maxBets) {
      throw new IllegalArgumentException("csv has " + maxBets + " bets at most.");
    }
    Cells cells =
        new Cells(
            new CsvNumbers(table.hasDecimalCommas(), both(table, Column.ODDS, Column.CLOSING_ODDS)),
            new CsvKickoffs(pool.calendar(), weekKey, both(table, Column.KICKOFF)));
    return groups.stream().map(rows -> read(rows, cells)).toList();
  }

  /** What the cells of a file mean. */
  private record Cells(CsvNumbers numbers, CsvKickoffs kickoffs) {}

  private static List<String> both(CsvTable table, Column... columns) {
    return table.rows().stream()
        .flatMap(row -> List.of(columns).stream().map(row::cell))
        .filter(cell -> !cell.isEmpty())
        .toList();
  }

  /** Rows under one name are one bet; rows without one are one each. */
  private static List<List<CsvTable.Row>> grouped(List<CsvTable.Row> rows) {
    Map<String, List<CsvTable.Row>> groups = new LinkedHashMap<>();
    for (CsvTable.Row row : rows) {
      String bet = row.cell(Column.BET);
      groups
          .computeIfAbsent(
              bet.isEmpty() ? "row " + row.line() : "bet " + bet, _ -> new ArrayList<>())
          .add(row);
    }
    return List.copyOf(groups.values());
  }

  private Read read(List<CsvTable.Row> rows, Cells cells) {
    CsvTable.Row first = rows.getFirst();
    FileComplaints complaints = new FileComplaints();
    rows.forEach(row -> complaints.add(row.complaint()));
    rows.stream().skip(1).forEach(row -> requireSame(first, row, complaints));
    BetOwner owner = complaints.unless(() -> owner(first.cell(Column.USER_NAME)));
    List<LegStatus> statuses = new ArrayList<>();
    List<Leg> legs = new ArrayList<>();
    for (CsvTable.Row row : rows) {
      LegStatus status = complaints.unless(() -> status(row.cell(Column.STATUS)));
      Leg leg = leg(row, cells, complaints);
      if (status != null && leg != null) {
        statuses.add(status);
        legs.add(leg);
      }
    }
    Slip slip = slip(first, rows.size(), legs, cells.numbers(), complaints);
    if (owner != null && slip != null && complaints.areNone()) {
      FileBet bet =
          new FileBet(first.line(), first.cell(Column.BET), owner, slip, List.copyOf(statuses));
      complaints.hear(() -> FileResults.require(bet, first, cells.numbers()));
      if (complaints.areNone()) {
        return new Found(bet);
      }
    }
    return new Refused(first.line(), complaints.toString());
  }

  private static void requireSame(CsvTable.Row first, CsvTable.Row row, FileComplaints complaints) {
    for (Column column : OF_THE_BET) {
      String cell = row.cell(column);
      if (!cell.isEmpty() && !cell.equals(first.cell(column))) {
        complaints.add(
            "%s of row %d is not that of row %d, the first of this bet."
                .formatted(column.word(), row.line(), first.line()));
      }
    }
  }

  private BetOwner owner(String cell) {
    if (cell.isEmpty()) {
      return BetOwner.of(reader);
    }
    return BetOwner.named(UserName.parse(cell), pool.pool(), members);
  }

  private static LegStatus status(String cell) {
    return cell.isEmpty()
        ? LegStatus.OPEN
        : LegStatus.named(List.of(cell.toLowerCase(Locale.ROOT))).getFirst();
  }

  private static @Nullable Leg leg(CsvTable.Row row, Cells cells, FileComplaints complaints) {
    CsvNumbers numbers = cells.numbers();
    String line = complaints.unless(() -> numbers.number(row.cell(Column.LINE)));
    String odds = complaints.unless(() -> numbers.odds(row.cell(Column.ODDS)));
    String closing = complaints.unless(() -> numbers.odds(row.cell(Column.CLOSING_ODDS)));
    Long kickoff = complaints.unless(() -> cells.kickoffs().parse(row.cell(Column.KICKOFF)));
    List<String> wrong =
        Leg.complaints(
            row.cell(Column.LEAGUE),
            row.cell(Column.AWAY_TEAM),
            row.cell(Column.HOME_TEAM),
            row.cell(Column.MARKET),
            row.cell(Column.SELECTION),
            line,
            odds,
            kickoff,
            closing);
    wrong.forEach(complaints::add);
    return odds == null || kickoff == null || line == null || closing == null || !wrong.isEmpty()
        ? null
        : new Leg(
            row.cell(Column.LEAGUE),
            row.cell(Column.AWAY_TEAM),
            row.cell(Column.HOME_TEAM),
            row.cell(Column.MARKET),
            row.cell(Column.SELECTION),
            line,
            odds,
            kickoff,
            closing.isEmpty() ? null : closing);
  }

  private static @Nullable Slip slip(
      CsvTable.Row first, int rows, List<Leg> legs, CsvNumbers numbers, FileComplaints complaints) {
    String kind = first.cell(Column.KIND).toLowerCase(Locale.ROOT);
    String points = complaints.unless(() -> numbers.points(first.cell(Column.POINTS)));
    List<String> prices =
        complaints.unless(
            () ->
                List.of(first.cell(Column.TEASER_ODDS).split(" +")).stream()
                    .filter(one -> !one.isEmpty())
                    .map(numbers::odds)
                    .toList());
    String stake = complaints.unless(() -> numbers.number(first.cell(Column.STAKE)));
    if (stake != null) {
      complaints.hear(() -> Slip.requireStake(stake));
    }
    if (!complaints.areNone() || points == null || prices == null || stake == null) {
      return null;
    }
    return complaints.unless(
        () ->
            new Slip(
                kind.isEmpty() ? (rows == 1 ? Slip.STRAIGHT : Slip.PARLAY) : kind,
                stake,
                legs,
                points.isEmpty() ? null : points,
                prices.isEmpty() ? null : prices,
                first.cell(Column.NOTES)));
  }
}
