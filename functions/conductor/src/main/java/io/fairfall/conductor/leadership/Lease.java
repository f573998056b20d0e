package io.fairfall.conductor.leadership;

import static io.fairfall.journal.CoordinationItem.number;

import io.fairfall.crash.ConductorLease;
import io.fairfall.journal.CoordinationItem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Who conducts. The lease saves work and no more: slots keep two conductors from both announcing a
 * round, whatever the lease says. So it may be short, and a lost one does no harm.
 *
 * <p>There is at most one successor, the newest that came. It names itself and waits: it takes over
 * when the holder falls silent, or when the holder, between two rounds, makes it the holder. Every
 * change is one conditional write.
 */
public final class Lease {
  /** How long a silent holder or successor is believed in. */
  public static final long LEASE_MS = 1_500;

  /** How often both speak. */
  public static final long RENEW_EVERY_MS = 500;

  private static final String HELD_BY_ME = "holder = :me";
  private static final String WAIT = "SET successor = :me, successorUntil = :end";

  private final CoordinationItem item;
  private final String me;

  /**
   * The lease as one conductor sees it.
   *
   * @param me an id that no other invocation has
   */
  public Lease(DynamoDbClient dynamo, String workTable, String me) {
    this.item = new CoordinationItem(dynamo, workTable, ConductorLease.KEY);
    this.me = me;
  }

  /**
   * The lease as it stands.
   *
   * @param untilMs when the holder stops being believed in
   * @param idle whether the holder stopped because nobody watched
   * @param successorUntilMs when the successor stops being believed in
   */
  public record State(
      String holder,
      long untilMs,
      boolean idle,
      @Nullable String successor,
      long successorUntilMs) {
    static final State NONE = new State("", 0, false, null, 0);

    /** Whether anybody may take it. */
    boolean isFree(long nowMs) {
      return idle || untilMs <= nowMs;
    }

    Optional<String> liveSuccessor(long nowMs) {
      return Optional.ofNullable(successor).filter(name -> successorUntilMs > nowMs);
    }
  }

  public State read() {
    return state(item.read());
  }

  boolean isMine(State state) {
    return state.holder().equals(me);
  }

  /** Takes a free lease. Whether it was free. */
  public boolean take(long nowMs) {
    return change(
            "SET holder = :me, #until = :end, idle = :false REMOVE successor, successorUntil",
            "attribute_not_exists(pk) OR #until <= :now OR idle = :true",
            nowMs)
        .isPresent();
  }

  /** Goes on holding. Nothing if somebody else holds it now. */
  Optional<State> renew(long nowMs) {
    return change("SET #until = :end", HELD_BY_ME, nowMs);
  }

  /** Names me the successor of a live holder, whoever waits. Whether there is one, and not me. */
  public boolean succeed(long nowMs) {
    return change(WAIT, "holder <> :me AND #until > :now", nowMs).isPresent();
  }

  /** Goes on waiting. Whether nobody newer waits, and a live holder is there to wait for. */
  boolean goOnWaiting(long nowMs) {
    return change(WAIT, "holder <> :me AND #until > :now AND successor = :me", nowMs).isPresent();
  }

  /** Makes the named successor the holder. Whether there was one, and the lease mine to give. */
  boolean handOver(long nowMs) {
    return change(
            "SET holder = successor, #until = :end REMOVE successor, successorUntil",
            HELD_BY_ME + " AND successorUntil > :now",
            nowMs)
        .isPresent();
  }

  /** Leaves without a successor: the next tick takes over. */
  public void release(long nowMs) {
    change("SET #until = :now", HELD_BY_ME, nowMs);
  }

  /** Says that I am about to rest. Whether it was mine to say. */
  public boolean rest(long nowMs) {
    return change("SET idle = :true", HELD_BY_ME, nowMs).isPresent();
  }

  /** Takes it back. Whether nobody has taken over meanwhile. */
  boolean goOn(long nowMs) {
    return change("SET idle = :false, #until = :end", HELD_BY_ME, nowMs).isPresent();
  }

  /** The lease after a change, or nothing if the condition did not hold. */
  private Optional<State> change(String change, String condition, long nowMs) {
    Map<String, AttributeValue> values =
        Map.of(
            ":me", AttributeValue.fromS(me),
            ":now", number(nowMs),
            ":end", number(nowMs + LEASE_MS),
            ":true", AttributeValue.fromBool(true),
            ":false", AttributeValue.fromBool(false));
    return item.change(change, condition, values).map(Lease::state);
  }

  private static State state(Map<String, AttributeValue> item) {
    AttributeValue holder = item.get("holder");
    if (holder == null) {
      return State.NONE;
    }
    AttributeValue idle = item.get(ConductorLease.IDLE);
    AttributeValue successor = item.get("successor");
    return new State(
        holder.s(),
        number(item, ConductorLease.UNTIL),
        idle != null && Boolean.TRUE.equals(idle.bool()),
        successor == null ? null : successor.s(),
        number(item, "successorUntil"));
  }
}
