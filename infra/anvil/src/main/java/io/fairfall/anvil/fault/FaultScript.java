package io.fairfall.anvil.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Which call meets which fault: as a test says, method by method, or as a seed does. */
final class FaultScript {
  /** Said of all methods. */
  static final String ANY = "*";

  private static final int HUNDRED_PERCENT = 100;

  private final Map<String, NodeFault> standing = new HashMap<>();
  private final List<Coming> coming = new ArrayList<>();
  private List<NodeFault> drawn = List.of();
  private Random random = new Random(0);
  private int percent;

  private static final class Coming {
    private final String method;
    private final NodeFault fault;
    private int times;

    Coming(String method, NodeFault fault, int times) {
      this.method = method;
      this.fault = fault;
      this.times = times;
    }
  }

  synchronized void always(String method, NodeFault fault) {
    standing.put(method, fault);
  }

  synchronized void next(String method, NodeFault fault, int times) {
    coming.add(new Coming(method, fault, times));
  }

  synchronized void draw(long seed, int percent, List<NodeFault> faults) {
    this.random = new Random(seed);
    this.percent = percent;
    this.drawn = List.copyOf(faults);
  }

  synchronized void clear() {
    standing.clear();
    coming.clear();
    drawn = List.of();
    percent = 0;
  }

  synchronized Optional<NodeFault> faultOf(String method) {
    for (Iterator<Coming> all = coming.iterator(); all.hasNext(); ) {
      Coming one = all.next();
      if (one.method.equals(ANY) || one.method.equals(method)) {
        if (--one.times == 0) {
          all.remove();
        }
        return Optional.of(one.fault);
      }
    }
    NodeFault stands = standing.getOrDefault(method, standing.get(ANY));
    if (stands != null) {
      return Optional.of(stands);
    }
    if (!drawn.isEmpty() && random.nextInt(HUNDRED_PERCENT) < percent) {
      return Optional.of(drawn.get(random.nextInt(drawn.size())));
    }
    return Optional.empty();
  }
}
