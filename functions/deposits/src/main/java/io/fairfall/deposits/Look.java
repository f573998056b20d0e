package io.fairfall.deposits;

import io.fairfall.chain.NodeAnswer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A look at the hot wallet's balance, beside the walk.
 *
 * @param from where it begins
 * @param upTo where it ends: a final block
 * @param movements what explained the balance in between, when it began
 */
record Look(
    Baseline from,
    long upTo,
    List<Movement> movements,
    CompletableFuture<NodeAnswer<Internals.Found>> answer) {

  static Look begin(Internals internals, Cursor cursor, Baseline from, long upTo) {
    return new Look(
        from,
        upTo,
        movements(cursor, upTo),
        CompletableFuture.supplyAsync(
            () -> internals.look(cursor, from, upTo), Thread::startVirtualThread));
  }

  private static List<Movement> movements(Cursor cursor, long upTo) {
    return cursor.movements().stream().filter(one -> one.block() <= upTo).toList();
  }

  /** Whether a cursor explains the balance as the one did with which the look began. */
  boolean isOf(Cursor cursor) {
    return from.equals(cursor.baseline()) && movements.equals(movements(cursor, upTo));
  }

  boolean isDone() {
    return answer.isDone();
  }

  /** What was found, when it is done. */
  NodeAnswer<Internals.Found> found() {
    return answer.join();
  }
}
