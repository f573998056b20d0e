package io.fairfall.deposits;

import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.Cursor.Untraced;
import io.fairfall.deposits.cursor.IndexerStatus;
import io.fairfall.deposits.cursor.IndexerStatus.SetAside;
import io.fairfall.ethereumrpc.ProviderHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is not as it should be, each by a name of its own, from what the indexer wrote down at its
 * last look. It looks at least once a minute, so that each is there within sixty seconds.
 */
final class IndexerReasons {
  /** A block comes every twelve seconds; so many behind the others are more than half a minute. */
  static final long MAX_BLOCKS_APART = 2;

  /** How long the chain may seem to stand still. */
  static final Duration MAX_STANDSTILL = Duration.ofSeconds(60);

  /** Why the indexer is not quite well. */
  enum Code {
    /** A node failed, and is left alone for a while. */
    NODE_DOWN,
    /** A node contradicted itself, another chain, or two others. */
    NODE_NOT_BELIEVED,
    /** A node stands still, or lags behind another. */
    NODE_FROZEN,
    /** A node takes long to answer. */
    NODE_SLOW,
    /** No node told of a new block for a while: of all of them, or of the chain. */
    NO_NEW_BLOCK,
    /** Nodes have different blocks. */
    NODES_DISAGREE,
    /** A transaction could not be traced, or an account takes nothing: that is not credited. */
    DEPOSIT_SET_ASIDE,
    /** The hot wallet has ether that nothing explains, or less than is explained. */
    BALANCE_UNEXPLAINED,
    /** The last step came to less than it should have. */
    STEP_FAILED
  }

  private final List<Map<String, String>> found = new ArrayList<>();

  private IndexerReasons() {}

  /** All of them, each with its {@code code} and a sentence: {@code text}. */
  static List<Map<String, String>> of(Cursor cursor, IndexerStatus status, long nowMs) {
    IndexerReasons reasons = new IndexerReasons();
    reasons.nodes(status, nowMs);
    reasons.chain(status, nowMs);
    reasons.deposits(cursor, status);
    return List.copyOf(reasons.found);
  }

  /** Whether something is wrong that keeps deposits from being credited, or may. */
  static boolean isDegraded(List<Map<String, String>> reasons) {
    return reasons.stream().anyMatch(one -> !Code.NO_NEW_BLOCK.name().equals(one.get("code")));
  }

  private void nodes(IndexerStatus status, long nowMs) {
    List<ProviderHealth> nodes = status.nodes().providers();
    long newest = nodes.stream().mapToLong(one -> one.head().number()).max().orElse(0);
    Map<String, Long> slow = status.slow() == null ? Map.of() : status.slow();
    for (ProviderHealth node : nodes) {
      switch (node.state(nowMs)) {
        case RESTING -> add(Code.NODE_DOWN, node.name() + ": " + node.reason());
        case QUARANTINED -> add(Code.NODE_NOT_BELIEVED, node.name() + ": " + node.reason());
        case READY -> {
          long behind = newest - node.head().number();
          if (behind > MAX_BLOCKS_APART) {
            add(Code.NODE_FROZEN, "%s is %d blocks behind".formatted(node.name(), behind));
          }
        }
      }
      Long ms = slow.get(node.name());
      if (ms != null) {
        add(Code.NODE_SLOW, "%s takes %d ms to answer".formatted(node.name(), ms));
      }
    }
    if (!status.nodes().dispute().isEmpty()) {
      add(Code.NODES_DISAGREE, status.nodes().dispute());
    }
  }

  private void chain(IndexerStatus status, long nowMs) {
    Long since = status.headSinceMs();
    if (since != null && nowMs - since > MAX_STANDSTILL.toMillis()) {
      add(Code.NO_NEW_BLOCK, "block %d for %d s".formatted(status.head(), (nowMs - since) / 1_000));
    }
  }

  private void deposits(Cursor cursor, IndexerStatus status) {
    for (Untraced one : cursor.untracedNow()) {
      String whether = one.isSetAside() ? "set aside" : "waited for";
      add(
          Code.DEPOSIT_SET_ASIDE,
          "%s in block %d is %s: %s".formatted(one.hash(), one.block(), whether, one.why()));
    }
    for (SetAside one : status.setAsideNow()) {
      add(Code.DEPOSIT_SET_ASIDE, one.key() + ": " + one.why());
    }
    BalanceCheckpoint checkpoint = cursor.baseline();
    if (checkpoint != null && !checkpoint.difference().equals("0")) {
      add(Code.BALANCE_UNEXPLAINED, checkpoint.difference() + " wei");
    }
    String failure = status.failure();
    if (failure != null) {
      boolean isBalance = failure.startsWith("the balance is not explained");
      add(isBalance ? Code.BALANCE_UNEXPLAINED : Code.STEP_FAILED, failure);
    }
  }

  private void add(Code code, String text) {
    Map<String, String> reason = new LinkedHashMap<>();
    reason.put("code", code.name());
    reason.put("text", text);
    found.add(reason);
  }
}
