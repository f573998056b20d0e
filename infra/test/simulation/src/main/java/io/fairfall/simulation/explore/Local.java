package io.fairfall.simulation.explore;

import io.fairfall.simulation.history.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process at one point of its life. Two runs in which it observed the same have brought it to
 * the same point, so each point is played once, however many states it is part of.
 */
final class Local {
  private final ClientScript script;
  private final List<Observed> observed;
  private final Actor.Reached reached;
  private final Map<Observed, Local> next = new HashMap<>();
  private final int id;
  private final InternedPoints internedPoints;

  /** All points of all processes of a scope. */
  static final class InternedPoints {
    private final Map<List<Object>, Local> alike = new HashMap<>();
    private int last;

    /**
     * The point, or one that is like it: between two attempts nothing counts but what was asked and
     * answered, unless one handler serves several.
     */
    private Local of(Local point) {
      boolean isBetween = point.ask().filter(ask -> !(ask instanceof Ask.Send)).isEmpty();
      if (!isBetween || point.script.way() != ClientScript.Way.ONE_BY_ONE) {
        return point;
      }
      List<Object> key = new ArrayList<>(List.of(point.script, point.ask(), point.failure()));
      for (Call call : point.calls()) {
        key.add(call.exactly());
      }
      return alike.computeIfAbsent(key, unknown -> point);
    }
  }

  private Local(ClientScript script, List<Observed> observed, InternedPoints internedPoints) {
    this.script = script;
    this.observed = observed;
    this.reached = Actor.play(script, observed);
    this.id = ++internedPoints.last;
    this.internedPoints = internedPoints;
  }

  static Local start(ClientScript script, InternedPoints internedPoints) {
    return new Local(script, List.of(), internedPoints);
  }

  int id() {
    return id;
  }

  String player() {
    return script.player();
  }

  /** What it waits for; nothing at its end. */
  Optional<Ask> ask() {
    return reached.ask().stream().findFirst();
  }

  List<Call> calls() {
    return reached.calls();
  }

  String failure() {
    return reached.failure();
  }

  Local after(Observed now) {
    return next.computeIfAbsent(
        now,
        seen -> {
          List<Observed> longer = new ArrayList<>(observed);
          longer.add(seen);
          return internedPoints.of(new Local(script, List.copyOf(longer), internedPoints));
        });
  }
}
