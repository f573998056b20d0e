package io.fairfall.betlog;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.files.FileBet;
import io.fairfall.betlog.files.KnownBets;
import io.fairfall.betlog.files.WeekFileReader;
import io.fairfall.betlog.files.WeekFileWriter;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Weeks as files: out as CSV or JSON, in as CSV, with a preview. */
final class FilesEndpoint {
  /** Names of imported bets are this and a number. */
  private static final int MAX_IMPORT_ID_CHARS = 28;

  /** Why a grader's file may have bets that have begun. */
  private static final String REASON = "imported";

  private final PoolStore store;
  private final WeekStore sheet;
  private final WeekService service;
  private final MemberRate rate;
  private final InstantSource clock;

  FilesEndpoint(
      PoolStore store, WeekStore sheet, WeekService service, MemberRate rate, InstantSource clock) {
    this.store = store;
    this.sheet = sheet;
    this.service = service;
    this.rate = rate;
    this.clock = clock;
  }

  Response export(Request request) {
    PoolRequest poolRequest = PoolRequest.of(store, request);
    PoolWeek week = poolRequest.week(request);
    long revision = sheet.revision(week);
    List<LoggedBet> bets = sheet.bets(week);
    ZoneId zone = poolRequest.pool().calendar().zone();
    return switch (Objects.requireNonNullElse(request.query().get("format"), "json")) {
      case "csv" ->
          Response.text(
              "text/csv; charset=utf-8",
              new WeekFileWriter(zone, separator(request.query().get("separator"))).write(bets));
      case "json" ->
          Response.ok(new ResponseDtos.WeekFile(week.pool(), week.key(), revision, bets));
      default -> throw ProblemException.invalid("format is csv or json.");
    };
  }

  private static char separator(@Nullable String word) {
    return switch (Objects.requireNonNullElse(word, "comma")) {
      case "comma" -> ',';
      case "semicolon" -> ';';
      default -> throw ProblemException.invalid("separator is comma or semicolon.");
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
    boolean isPreview = Boolean.TRUE.equals(form.preview());
    if (!isPreview) {
      rate.take(request, MemberRate.FILE_UNITS);
    }
    WeekFileReader reader =
        new WeekFileReader(
            poolRequest.pool(),
            week.key(),
            poolRequest.member(),
            store.members(poolRequest.pool().pool()));
    String csv = Objects.requireNonNullElse(form.csv(), "");
    List<WeekFileReader.Read> found = RequestDtos.checked(() -> reader.read(csv));
    List<LoggedBet> before =
        sheet.bets(week).stream().filter(bet -> !bet.betId().startsWith(importId + "-")).toList();
    Import one = new Import(poolRequest, week, importId, isPreview, new KnownBets(before));
    List<ResponseDtos.ImportedRow> rows = new ArrayList<>();
    for (WeekFileReader.Read read : found) {
      rows.add(row(one, read, rows.size() + 1));
    }
    return Response.ok(new ResponseDtos.Imported(one.preview(), rows));
  }

  /** A file that is read. */
  private record Import(
      PoolRequest poolRequest, PoolWeek week, String id, boolean preview, KnownBets known) {}

  private ResponseDtos.ImportedRow row(Import one, WeekFileReader.Read read, int number) {
    return switch (read) {
      case WeekFileReader.Refused(long row, String error) ->
          ResponseDtos.ImportedRow.refused(row, error);
      case WeekFileReader.Found(FileBet bet) -> row(one, bet, one.id() + "-" + number);
    };
  }

  private ResponseDtos.ImportedRow row(Import one, FileBet bet, String betId) {
    Optional<LoggedBet> known;
    try {
      known = one.known().find(bet);
    } catch (IllegalArgumentException different) {
      return ResponseDtos.ImportedRow.refused(bet.row(), different.getMessage());
    }
    if (known.isPresent()) {
      return ResponseDtos.ImportedRow.known(bet.row(), known.get().betId());
    }
    return one.preview() ? previewed(one, bet) : added(one, bet, betId);
  }

  private ResponseDtos.ImportedRow previewed(Import one, FileBet bet) {
    BetRules.Circumstances now =
        new BetRules.Circumstances(one.poolRequest().member(), 0, REASON, 1, clock.millis());
    return switch (BetRules.read(
        "preview", bet, one.poolRequest().pool().calendar(), one.week().key(), now)) {
      case BetRules.Accepted(LoggedBet added) ->
          ResponseDtos.ImportedRow.previewed(bet.row(), added);
      case BetRules.Unchanged(LoggedBet added) ->
          throw new IllegalStateException("a new bet is a change");
      case BetRules.Rejected(BetRules.BrokenRule rule) ->
          refused(bet, new ChangeOutcome.Refused(rule, null, false));
    };
  }

  private ResponseDtos.ImportedRow added(Import one, FileBet bet, String betId) {
    PoolUser member = one.poolRequest().member();
    BetChange change =
        new BetChange(
            betId,
            RequestHash.hash(
                member.player(),
                JsonCodec.write(bet.slip()),
                bet.owner().player(),
                bet.owner().userName(),
                bet.statuses().toString()),
            REASON,
            new BetChange.Import(betId, bet));
    ChangeOutcome outcome =
        service.change(one.week(), one.poolRequest().pool().calendar(), member, change);
    return outcome instanceof ChangeOutcome.Done
        ? ResponseDtos.ImportedRow.added(bet.row(), betId)
        : refused(bet, outcome);
  }

  private static ResponseDtos.ImportedRow refused(FileBet bet, ChangeOutcome outcome) {
    return ResponseDtos.ImportedRow.refused(bet.row(), ChangeProblems.of(outcome).detail());
  }
}
