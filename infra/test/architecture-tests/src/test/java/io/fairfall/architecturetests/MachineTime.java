package io.fairfall.architecturetests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * Who may know what this machine's clock says. A clock is taken by composition roots alone and
 * handed in from there; nobody reads the time around it, be it as an instant, as a date or in
 * milliseconds. Deadlines within one process may be measured by {@link System#nanoTime}.
 */
final class MachineTime {
  private static final Set<String> OLD = Set.of("java.util.Date", "java.util.Calendar");

  /** A date without arguments is now; one of an instant is that instant. */
  private static final String NOW_OF_OLD = "<init>()";

  private MachineTime() {}

  static ArchRule isAskedByNobody() {
    return noClasses()
        .should()
        .accessTargetWhere(describe("the time is read", MachineTime::isRead));
  }

  static ArchRule isTakenBy(Set<String> roots) {
    return noClasses()
        .that(describe("are no composition roots", type -> !roots.contains(type.getName())))
        .should()
        .accessTargetWhere(describe("a clock is taken", MachineTime::isTaken))
        .allowEmptyShould(true);
  }

  private static boolean isRead(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    boolean now = owner.startsWith("java.time.") && name.equals("now");
    boolean handedIn = access.getTarget().getFullName().contains("java.time.Clock");
    boolean millis = owner.equals("java.lang.System") && name.equals("currentTimeMillis");
    boolean isOld = OLD.contains(owner) && access.getTarget().getFullName().endsWith(NOW_OF_OLD);
    boolean asksCalendar = OLD.contains(owner) && name.equals("getInstance");
    return (now && !handedIn) || millis || isOld || asksCalendar;
  }

  private static boolean isTaken(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    boolean clock = owner.equals("java.time.InstantSource") || owner.equals("java.time.Clock");
    return clock && (access.getName().startsWith("system") || access.getName().startsWith("tick"));
  }
}
