package io.fairfall.betlog;

import io.fairfall.edge.ClientJson;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.json.JsonCodec;
import io.fairfall.pools.PoolWeek;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Weeks as files: out as CSV or JSON, in as CSV, with a preview. */
final class FilePages {
  /** Names of imported bets are this and a number. */
  private static final int MAX_IMPORT_ID_CHARS = 28;

  /** Why a grader's file may have bets that have begun. */
  private static final String REASON = "imported";

  private final Pools pools;
  private final WeekSheet sheet;
  private final Weeks weeks;
  private final InstantSource clock;

  FilePages(Pools pools, WeekSheet sheet, Weeks weeks, InstantSource clock) {
    this.pools = pools;
    this.sheet = sheet;
    this.weeks = weeks;
    this.clock = clock;
  }

  Response export(Request request) {
    PoolWeek week = Visit.of(pools, request).week(request);
    long revision = sheet.revision(week);
    List<Bet> bets = sheet.bets(week);
    return switch (Objects.requireNonNullElse(request.query().get("format"), "json")) {
      case "csv" -> Response.text("text/csv; charset=utf-8", Spreadsheet.write(bets));
      case "json" -> Response.ok(new Answers.WeekFile(week.pool(), week.key(), revision, bets));
      default -> throw Refusal.invalid("format is csv or json.");
    };
  }

  /**
   * Adds the bets of a file, each by itself and each once however often it is asked, or only says
   * what would be added.
   */
  Response read(Request request) {
    Visit visit = Visit.of(pools, request);
    PoolWeek week = visit.week(request);
    Forms.Import form = ClientJson.read(Forms.Import.class, request.body());
    String importId = Forms.id("importId", form.importId());
    if (importId.length() > MAX_IMPORT_ID_CHARS) {
      throw Refusal.invalid("importId has " + MAX_IMPORT_ID_CHARS + " characters at most.");
    }
    String csv = Objects.requireNonNullElse(form.csv(), "");
    List<Spreadsheet.Read> found = Forms.checked(() -> Spreadsheet.read(csv));
    boolean preview = Boolean.TRUE.equals(form.preview());
    List<Answers.ImportedRow> rows = new ArrayList<>();
    int number = 0;
    for (Spreadsheet.Read read : found) {
      number++;
      rows.add(
          preview
              ? previewed(visit, week, read)
              : added(visit, week, read, importId + "-" + number));
    }
    return Response.ok(new Answers.Imported(preview, rows));
  }

  private Answers.ImportedRow previewed(Visit visit, PoolWeek week, Spreadsheet.Read read) {
    Slip slip = read.slip();
    if (slip == null) {
      return Answers.ImportedRow.refused(read.row(), read.error());
    }
    BetRules.Circumstances now =
        new BetRules.Circumstances(visit.member(), 0, REASON, 1, clock.millis());
    return BetRules.create("preview", slip, visit.pool().calendar(), week.key(), now)
            instanceof BetRules.Rejected(BetRules.Rejection rule)
        ? refused(read, new Outcome.Refused(rule, null, false))
        : Answers.ImportedRow.previewed(read.row(), slip);
  }

  private Answers.ImportedRow added(
      Visit visit, PoolWeek week, Spreadsheet.Read read, String betId) {
    Slip slip = read.slip();
    if (slip == null) {
      return Answers.ImportedRow.refused(read.row(), read.error());
    }
    Change change =
        new Change(
            betId,
            Asked.hash(visit.member().player(), JsonCodec.write(slip)),
            REASON,
            new Change.Create(betId, slip, true));
    Outcome outcome = weeks.change(week, visit.pool().calendar(), visit.member(), change);
    return outcome instanceof Outcome.Done
        ? Answers.ImportedRow.added(read.row(), betId)
        : refused(read, outcome);
  }

  private static Answers.ImportedRow refused(Spreadsheet.Read read, Outcome outcome) {
    return Answers.ImportedRow.refused(read.row(), Refusals.of(outcome).detail());
  }
}
