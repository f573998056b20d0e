package io.fairfall.betlog;

import io.fairfall.edge.ClientJson;
import io.fairfall.edge.CommonCode;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.pools.PoolWeek;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adding, changing, grading and deleting bets, and what became of one, over HTTP. */
final class BetPages {
  private final Pools pools;
  private final WeekSheet sheet;
  private final Weeks weeks;

  BetPages(Pools pools, WeekSheet sheet, Weeks weeks) {
    this.pools = pools;
    this.sheet = sheet;
    this.weeks = weeks;
  }

  Response create(Request request) {
    Forms.NewBet form = ClientJson.read(Forms.NewBet.class, request.body());
    String betId = Forms.id("betId", form.betId());
    Change.Wish wish = new Change.Create(betId, Forms.slip(form.slip()), false);
    Outcome.Done done = change(request, betId, form.reason(), wish);
    return Response.created(one(done));
  }

  Response edit(Request request) {
    Forms.EditedBet form = ClientJson.read(Forms.EditedBet.class, request.body());
    Change.Wish wish =
        new Change.Edit(
            Forms.id("betId", request.pathParameter("betId")),
            Forms.revision(form.revision()),
            Forms.slip(form.slip()));
    return Response.ok(one(change(request, form.changeId(), form.reason(), wish)));
  }

  Response delete(Request request) {
    Forms.Deletion form = ClientJson.read(Forms.Deletion.class, request.body());
    List<Change.Known> bets =
        Forms.some(form.bets()).stream()
            .map(
                bet ->
                    new Change.Known(
                        Forms.id("betId", bet.betId()), Forms.revision(bet.revision())))
            .toList();
    requireDistinct(bets.stream().map(Change.Known::betId).toList());
    Outcome.Done done = change(request, form.changeId(), form.reason(), new Change.Delete(bets));
    return Response.ok(
        new Answers.Deletions(done.revision(), bets.stream().map(Change.Known::betId).toList()));
  }

  Response grade(Request request) {
    Forms.Grades form = ClientJson.read(Forms.Grades.class, request.body());
    List<Change.Graded> bets = Forms.some(form.bets()).stream().map(BetPages::graded).toList();
    requireDistinct(bets.stream().map(Change.Graded::betId).toList());
    Outcome.Done done = change(request, form.changeId(), form.reason(), new Change.Grade(bets));
    return Response.ok(new Answers.GradedBets(done.revision(), done.bets()));
  }

  Response read(Request request) {
    PoolWeek week = Visit.of(pools, request).week(request);
    StoredBet stored = find(week, request);
    return Response.ok(new Answers.BetState(stored.bet(), stored.deleted()));
  }

  Response history(Request request) {
    PoolWeek week = Visit.of(pools, request).week(request);
    StoredBet stored = find(week, request);
    return Response.ok(
        new Answers.BetHistory(stored.bet().betId(), History.of(sheet, week, stored)));
  }

  private Outcome.Done change(
      Request request, @Nullable String changeId, @Nullable String reason, Change.Wish wish) {
    Visit visit = Visit.of(pools, request);
    PoolWeek week = visit.week(request);
    String asked = Asked.hash(visit.member().player(), request.route(), request.body());
    Change change = new Change(Forms.id("changeId", changeId), asked, Forms.reason(reason), wish);
    Outcome outcome = weeks.change(week, visit.pool().calendar(), visit.member(), change);
    if (outcome instanceof Outcome.Done done) {
      return done;
    }
    throw Refusals.of(outcome).refusal();
  }

  private StoredBet find(PoolWeek week, Request request) {
    return sheet
        .find(week, Forms.id("betId", request.pathParameter("betId")))
        .orElseThrow(
            () -> Problem.of(CommonCode.NOT_FOUND, "There is no such bet in this week.").refusal());
  }

  private static Change.Graded graded(Forms.GradedBet bet) {
    List<String> words = Objects.requireNonNullElse(bet.betStatus(), List.of());
    List<String> closing = bet.closingOdds();
    List<String> priced =
        closing == null ? null : closing.stream().map(BetPages::priceOrEmpty).toList();
    return new Change.Graded(
        Forms.id("betId", bet.betId()),
        Forms.revision(bet.revision()),
        Forms.checked(() -> LegStatus.named(words)),
        priced);
  }

  private static String priceOrEmpty(String text) {
    return text.isBlank() ? "" : Forms.checked(() -> Odds.parse(text).text());
  }

  /** A bet that was edited and deleted since is told without it. */
  private static Answers.ChangedBet one(Outcome.Done done) {
    return done.bets().isEmpty()
        ? new Answers.ChangedBet(done.revision(), null, true)
        : new Answers.ChangedBet(done.revision(), done.bets().getFirst(), null);
  }

  private static void requireDistinct(List<String> betIds) {
    if (betIds.stream().distinct().count() != betIds.size()) {
      throw Refusal.invalid("bets names one twice.");
    }
  }
}
