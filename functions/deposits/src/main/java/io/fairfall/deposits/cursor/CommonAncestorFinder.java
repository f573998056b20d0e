package io.fairfall.deposits.cursor;

import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Known;

/**
 * Finds the newest remembered block that still stands. Where one stands, so does everything below
 * it: seven questions are enough for 128 blocks.
 */
public final class CommonAncestorFinder {
  private final Chain chain;

  public CommonAncestorFinder(Chain chain) {
    this.chain = chain;
  }

  /** Its number, or {@link Halt#NO_ANCESTOR}; a failure where the nodes do not say. */
  public RpcResult<Long> find(Cursor cursor) {
    long below = cursor.oldest() - 1; // nothing is known of it
    long above = cursor.number() + 1; // the first that is known not to stand
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      switch (stands(cursor, middle)) {
        case Known<Boolean>(Boolean stands) when stands -> below = middle;
        case Known<Boolean>(_) -> above = middle;
        case Absent<Boolean>() -> above = middle;
        case Failed<Boolean>(RpcResult.Failure failure, String reason, _) -> {
          return new Failed<>(failure, reason);
        }
      }
    }
    return new Known<>(below < cursor.oldest() ? Halt.NO_ANCESTOR : below);
  }

  private RpcResult<Boolean> stands(Cursor cursor, long number) {
    return chain.blockHash(number).then(hash -> new Known<>(hash.equals(cursor.hashOf(number))));
  }
}
