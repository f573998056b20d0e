package io.fairfall.betlog;

import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.Odds;
import io.fairfall.betlog.pools.PoolRequest;
import io.fairfall.betlog.pools.PoolStore;
import io.fairfall.betlog.weeks.BetChange;
import io.fairfall.betlog.weeks.BetRevisions;
import io.fairfall.betlog.weeks.ChangeOutcome;
import io.fairfall.betlog.weeks.StoredBet;
import io.fairfall.betlog.weeks.WeekService;
import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adding, changing, grading and deleting bets, and what became of one, over HTTP. */
final class BetsEndpoint {
  private final PoolStore store;
  private final WeekStore sheet;
  private final WeekService service;

  BetsEndpoint(PoolStore store, WeekStore sheet, WeekService service) {
    this.store = store;
    this.sheet = sheet;
    this.service = service;
  }

  Response create(Request request) {
    RequestDtos.NewBet form = RequestJson.read(RequestDtos.NewBet.class, request.body());
    String betId = RequestDtos.id("betId", form.betId());
    BetChange.Command command = new BetChange.Create(betId, RequestDtos.slip(form.slip()));
    ChangeOutcome.Done done = change(request, betId, form.reason(), command);
    return Response.created(one(done));
  }

  Response edit(Request request) {
    RequestDtos.EditedBet form = RequestJson.read(RequestDtos.EditedBet.class, request.body());
    BetChange.Command command =
        new BetChange.Edit(
            RequestDtos.id("betId", request.pathParameter("betId")),
            RequestDtos.revision(form.revision()),
            RequestDtos.slip(form.slip()));
    return Response.ok(one(change(request, form.changeId(), form.reason(), command)));
  }

  Response delete(Request request) {
    RequestDtos.Deletion form = RequestJson.read(RequestDtos.Deletion.class, request.body());
    List<BetChange.Known> bets =
        RequestDtos.some(form.bets()).stream()
            .map(
                bet ->
                    new BetChange.Known(
                        RequestDtos.id("betId", bet.betId()), RequestDtos.revision(bet.revision())))
            .toList();
    requireDistinct(bets.stream().map(BetChange.Known::betId).toList());
    ChangeOutcome.Done done =
        change(request, form.changeId(), form.reason(), new BetChange.Delete(bets));
    return Response.ok(
        new ResponseDtos.Deletions(
            done.revision(), bets.stream().map(BetChange.Known::betId).toList()));
  }

  Response grade(Request request) {
    RequestDtos.Grades form = RequestJson.read(RequestDtos.Grades.class, request.body());
    List<BetChange.Graded> bets =
        RequestDtos.some(form.bets()).stream().map(BetsEndpoint::graded).toList();
    requireDistinct(bets.stream().map(BetChange.Graded::betId).toList());
    ChangeOutcome.Done done =
        change(request, form.changeId(), form.reason(), new BetChange.Grade(bets));
    return Response.ok(new ResponseDtos.GradedBets(done.revision(), done.bets()));
  }

  Response read(Request request) {
    PoolWeek week = PoolRequest.of(store, request).week(request);
    StoredBet stored = find(week, request);
    return Response.ok(new ResponseDtos.BetState(stored.bet(), stored.deleted()));
  }

  Response history(Request request) {
    PoolWeek week = PoolRequest.of(store, request).week(request);
    StoredBet stored = find(week, request);
    return Response.ok(
        new ResponseDtos.BetHistory(stored.bet().betId(), BetRevisions.of(sheet, week, stored)));
  }

  private ChangeOutcome.Done change(
      Request request,
      @Nullable String changeId,
      @Nullable String reason,
      BetChange.Command command) {
    PoolRequest poolRequest = PoolRequest.of(store, request);
    PoolWeek week = poolRequest.week(request);
    String asked = RequestHash.hash(poolRequest.member().player(), request.route(), request.body());
    BetChange change =
        new BetChange(
            RequestDtos.id("changeId", changeId), asked, RequestDtos.reason(reason), command);
    ChangeOutcome outcome =
        service.change(week, poolRequest.pool().calendar(), poolRequest.member(), change);
    if (outcome instanceof ChangeOutcome.Done done) {
      return done;
    }
    throw ChangeProblems.of(outcome).refusal();
  }

  private StoredBet find(PoolWeek week, Request request) {
    return sheet
        .find(week, RequestDtos.id("betId", request.pathParameter("betId")))
        .orElseThrow(
            () -> Problem.of(CommonCode.NOT_FOUND, "There is no such bet in this week.").refusal());
  }

  private static BetChange.Graded graded(RequestDtos.GradedBet bet) {
    List<String> words = Objects.requireNonNullElse(bet.betStatus(), List.of());
    List<String> closing = bet.closingOdds();
    List<String> priced =
        closing == null ? null : closing.stream().map(BetsEndpoint::priceOrEmpty).toList();
    return new BetChange.Graded(
        RequestDtos.id("betId", bet.betId()),
        RequestDtos.revision(bet.revision()),
        RequestDtos.checked(() -> LegStatus.named(words)),
        priced);
  }

  private static String priceOrEmpty(String text) {
    return text.isBlank() ? "" : RequestDtos.checked(() -> Odds.parse(text).text());
  }

  /** A bet that was edited and deleted since is told without it. */
  private static ResponseDtos.ChangedBet one(ChangeOutcome.Done done) {
    return done.bets().isEmpty()
        ? new ResponseDtos.ChangedBet(done.revision(), null, true)
        : new ResponseDtos.ChangedBet(done.revision(), done.bets().getFirst(), null);
  }

  private static void requireDistinct(List<String> betIds) {
    if (betIds.stream().distinct().count() != betIds.size()) {
      throw ProblemException.invalid("bets names one twice.");
    }
  }
}
