package io.fairfall.betlog;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.pools.PoolRequest;
import io.fairfall.betlog.pools.PoolStore;
import io.fairfall.betlog.weeks.BetChange;
import io.fairfall.betlog.weeks.BetRules;
import io.fairfall.betlog.weeks.ChangeOutcome;
import io.fairfall.betlog.weeks.WeekService;
import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Weeks as files: out as CSV or JSON, in as CSV, with a preview. */
final class FilesEndpoint {
  /** Names of imported bets are this and a number. */
  private static final int MAX_IMPORT_ID_CHARS = 28;

  /** Why a grader's file may have bets that have begun. */
  private static final String REASON = "imported";

  private final PoolStore store;
  private final WeekStore sheet;
  private final WeekService service;
  private final InstantSource clock;

  FilesEndpoint(PoolStore store, WeekStore sheet, WeekService service, InstantSource clock) {
    this.store = store;
    this.sheet = sheet;
    this.service = service;
    this.clock = clock;
  }

  Response export(Request request) {
    PoolWeek week = PoolRequest.of(store, request).week(request);
    long revision = sheet.revision(week);
    List<LoggedBet> bets = sheet.bets(week);
    return switch (Objects.requireNonNullElse(request.query().get("format"), "json")) {
      case "csv" -> Response.text("text/csv; charset=utf-8", CsvCodec.write(bets));
      case "json" ->
          Response.ok(new ResponseDtos.WeekFile(week.pool(), week.key(), revision, bets));
      default -> throw ProblemException.invalid("format is csv or json.");
    };
  }

  /**
   * Adds the bets of a file, each by itself and each once however often it is asked, or only says
   * what would be added.
   */
  Response read(Request request) {
    PoolRequest poolRequest = PoolRequest.of(store, request);
    PoolWeek week = poolRequest.week(request);
    RequestDtos.Import form = RequestJson.read(RequestDtos.Import.class, request.body());
    String importId = RequestDtos.id("importId", form.importId());
    if (importId.length() > MAX_IMPORT_ID_CHARS) {
      throw ProblemException.invalid(
          "importId has " + MAX_IMPORT_ID_CHARS + " characters at most.");
    }
    String csv = Objects.requireNonNullElse(form.csv(), "");
    List<CsvCodec.Read> found = RequestDtos.checked(() -> CsvCodec.read(csv));
    boolean preview = Boolean.TRUE.equals(form.preview());
    List<ResponseDtos.ImportedRow> rows = new ArrayList<>();
    int number = 0;
    for (CsvCodec.Read read : found) {
      number++;
      rows.add(
          preview
              ? previewed(poolRequest, week, read)
              : added(poolRequest, week, read, importId + "-" + number));
    }
    return Response.ok(new ResponseDtos.Imported(preview, rows));
  }

  private ResponseDtos.ImportedRow previewed(
      PoolRequest poolRequest, PoolWeek week, CsvCodec.Read read) {
    Slip slip = read.slip();
    if (slip == null) {
      return ResponseDtos.ImportedRow.refused(read.row(), read.error());
    }
    BetRules.Circumstances now =
        new BetRules.Circumstances(poolRequest.member(), 0, REASON, 1, clock.millis());
    return BetRules.create("preview", slip, poolRequest.pool().calendar(), week.key(), now)
            instanceof BetRules.Rejected(BetRules.BrokenRule rule)
        ? refused(read, new ChangeOutcome.Refused(rule, null, false))
        : ResponseDtos.ImportedRow.previewed(read.row(), slip);
  }

  private ResponseDtos.ImportedRow added(
      PoolRequest poolRequest, PoolWeek week, CsvCodec.Read read, String betId) {
    Slip slip = read.slip();
    if (slip == null) {
      return ResponseDtos.ImportedRow.refused(read.row(), read.error());
    }
    BetChange change =
        new BetChange(
            betId,
            RequestHash.hash(poolRequest.member().player(), JsonCodec.write(slip)),
            REASON,
            new BetChange.Create(betId, slip, true));
    ChangeOutcome outcome =
        service.change(week, poolRequest.pool().calendar(), poolRequest.member(), change);
    return outcome instanceof ChangeOutcome.Done
        ? ResponseDtos.ImportedRow.added(read.row(), betId)
        : refused(read, outcome);
  }

  private static ResponseDtos.ImportedRow refused(CsvCodec.Read read, ChangeOutcome outcome) {
    return ResponseDtos.ImportedRow.refused(read.row(), ChangeProblems.of(outcome).detail());
  }
}
