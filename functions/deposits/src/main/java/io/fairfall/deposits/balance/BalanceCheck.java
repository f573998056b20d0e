package io.fairfall.deposits.balance;

import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.scan.BalanceMovement;
import io.fairfall.ethereumrpc.RpcResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A look at the hot wallet's balance, beside the walk.
 *
 * @param from where it begins
 * @param upTo where it ends: a final block
 * @param hash of that block, as it was walked
 * @param movements what explained the balance in between, when it began
 */
public record BalanceCheck(
    BalanceCheckpoint from,
    long upTo,
    String hash,
    List<BalanceMovement> movements,
    CompletableFuture<RpcResult<InternalTransferDetector.Found>> answer) {

  public static BalanceCheck begin(
      InternalTransferDetector detector,
      Cursor cursor,
      BalanceCheckpoint from,
      long upTo,
      long nowMs) {
    return new BalanceCheck(
        from,
        upTo,
        cursor.hashOf(upTo),
        movements(cursor, upTo),
        CompletableFuture.supplyAsync(
            () -> detector.look(cursor, from, upTo, nowMs), Thread::startVirtualThread));
  }

  private static List<BalanceMovement> movements(Cursor cursor, long upTo) {
    return cursor.movements().stream().filter(one -> one.block() <= upTo).toList();
  }

  /**
   * Whether a cursor explains the balance as the one did with which the look began, in the same
   * chain: if blocks of it were taken back meanwhile, what was found is of a chain that is gone.
   */
  public boolean isOf(Cursor cursor) {
    return from.equals(cursor.baseline())
        && upTo <= cursor.number()
        && (!cursor.remembers(upTo) || cursor.hashOf(upTo).equals(hash))
        && movements.equals(movements(cursor, upTo));
  }

  public boolean isDone() {
    return answer.isDone();
  }

  /** Waits for its end, not longer than a while. */
  public boolean isDoneWithin(Duration patience) {
    try {
      answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException unfinished) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  /** What was found, when it is done. */
  public RpcResult<InternalTransferDetector.Found> found() {
    return answer.join();
  }
}
