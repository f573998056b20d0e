package io.fairfall.simulation.explore;

import io.fairfall.journal.Append;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.simulation.explore.Observed.Result;
import io.fairfall.simulation.history.Attempted.Seen;
import io.fairfall.simulation.history.Exploration;
import io.fairfall.simulation.history.RunHistory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Goes from state to state until none is new. From each, every process may take its next step, with
 * every answer that the store can give and every fault that is left; every delayed put may land;
 * and the game may go on.
 *
 * <p>A handler that stops is a handler that gets no answer and does not go on: to everybody else it
 * looks the same, since no code goes on after an unanswered call.
 */
public final class Explorer implements Exploration {
  @Override
  public List<String> scopes() {
    return Scopes.all().stream().map(Scope::name).toList();
  }

  @Override
  public Explored explore(String name, Function<RunHistory, List<String>> judge) {
    Scope scope =
        Scopes.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return new Search(scope, judge).run();
  }

  private static final class Search {
    private final Scope scope;
    private final Function<RunHistory, List<String>> judge;
    private final Set<List<Object>> known = new HashSet<>();
    private final Set<List<Object>> judged = new HashSet<>();
    private final Deque<State> open = new ArrayDeque<>();
    private long transitions;
    private long ends;
    private String violation = "";

    Search(Scope scope, Function<RunHistory, List<String>> judge) {
      this.scope = scope;
      this.judge = judge;
    }

    Explored run() {
      reach(scope.start());
      while (!open.isEmpty() && violation.isEmpty()) {
        State state = open.removeLast();
        long before = transitions;
        expand(state);
        if (transitions == before) {
          end(state);
        }
      }
      return new Explored(scope.name(), known.size(), transitions, ends, violation);
    }

    private void expand(State state) {
      if (state.step() + 1 < scope.steps().size()) {
        move(state.nextStep(scope.enter(state.store(), state.step() + 1)));
      }
      for (Ask.Put put : state.underWay()) {
        Store.Outcome outcome = state.store().perform(put);
        note(outcome);
        move(state.landed(put, outcome.after()));
      }
      for (int i = 0; i < state.processes().size(); i++) {
        Optional<Ask> ask = state.processes().get(i).ask();
        if (ask.isPresent()) {
          step(state, i, ask.get());
        }
      }
    }

    private void step(State state, int index, Ask ask) {
      switch (ask) {
        case Ask.Send send -> {
          if (state.step() >= send.fromStep()) {
            answer(state, index, ask);
          }
        }
        case Ask.Put put -> {
          answer(state, index, put);
          if (state.faults() > 0) {
            put(state.fault(), index, put);
          }
        }
        case Ask.Latest l -> read(state, index, ask);
        case Ask.Range r -> read(state, index, ask);
        case Ask.Secret s -> read(state, index, ask);
      }
    }

    private void read(State state, int index, Ask ask) {
      answer(state, index, ask);
      if (state.faults() > 0) {
        observe(state.fault(), index, new Result.Failed());
      }
    }

    /** What can become of a put when something goes wrong with it. */
    private void put(State state, int index, Ask.Put put) {
      Store.Outcome outcome = state.store().perform(put);
      observe(state, index, new Result.Failed());
      observe(state.with(outcome.after()), index, new Result.Failed());
      observe(state.sent(put), index, new Result.Failed());
      observe(state.sent(put).with(outcome.after()), index, outcome.result());
      Store.Outcome again = outcome.after().perform(put);
      observe(state.with(again.after()), index, again.result());
      Result contended =
          put.entries().size() == 1
              ? new Result.Put(new Append.Contended())
              : new Result.PutTogether(new TransactionalAppend.Contended());
      observe(state, index, contended);
      observe(state.sent(put), index, contended);
    }

    private void answer(State state, int index, Ask ask) {
      Store.Outcome outcome = state.store().perform(ask);
      note(outcome);
      observe(state.with(outcome.after()), index, outcome.result());
    }

    private void observe(State state, int index, Result result) {
      Local process = state.processes().get(index);
      long nowMs = scope.steps().get(state.step()).nowMs();
      Local moved = process.after(new Observed(result, nowMs, noted(state, process)));
      if (!moved.failure().isEmpty() && !scope.hasToFail(moved.failure())) {
        violation = "no failure: " + moved.failure();
      }
      move(state.process(index, moved));
    }

    /** What is noted when a request is sent; else it would only tell apart what is alike. */
    private static Optional<Seen> noted(State state, Local process) {
      return process
          .ask()
          .filter(Ask.Send.class::isInstance)
          .map(send -> state.store().seen(process.player()));
    }

    private void note(Store.Outcome outcome) {
      if (outcome.isRewritten()) {
        violation = "dense versions: a slot was written twice";
      }
    }

    private void move(State next) {
      transitions++;
      reach(next);
    }

    private void reach(State state) {
      if (known.add(state.key())) {
        open.addLast(state);
      }
    }

    private void end(State state) {
      ends++;
      List<Object> outcome = new ArrayList<>(List.of(state.store().id()));
      state
          .processes()
          .forEach(process -> process.calls().forEach(call -> outcome.add(call.exactly())));
      if (!judged.add(outcome)) {
        return;
      }
      judge(state).ifPresent(broken -> violation = violation.isEmpty() ? broken : violation);
    }

    private Optional<String> judge(State state) {
      try {
        return judge.apply(scope.history(state)).stream().findFirst();
      } catch (AccountContendedException | MacMismatchException noAnswer) {
        return Optional.of("definite answer: " + noAnswer);
      }
    }
  }
}
