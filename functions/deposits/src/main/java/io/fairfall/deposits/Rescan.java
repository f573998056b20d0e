package io.fairfall.deposits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.RescanCheckpoint;
import io.fairfall.deposits.repair.Reprocess;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The function that once a day walks the blocks of the last day again, with nothing of what the
 * live walk remembers. What it finds missing it makes good, and an alarm says that it had to.
 */
public final class Rescan implements RequestStreamHandler {
  private static final long MARGIN_MS = 20_000;

  private final DepositsContext context;

  public Rescan() {
    this(System.getenv());
  }

  public Rescan(Map<String, String> variables) {
    this(DepositsContext.of(new Environment(variables), InstantSource.system()));
  }

  Rescan(DepositsContext context) {
    this.context = context;
  }

  @Override
  public void handleRequest(InputStream ignored, OutputStream nothing, Context lambda) {
    try {
      run(context.clock().millis() + lambda.getRemainingTimeInMillis() - MARGIN_MS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Walks until it has met the live walk's newest final block, or until an instant. */
  void run(long endMs) throws InterruptedException {
    Cursor cursor = context.cursors().overview().map(all -> all.state().cursor()).orElse(null);
    if (cursor == null || cursor.isHalted()) {
      return;
    }
    RescanCheckpoint place =
        new RescanCheckpoint(context.dynamo(), context.environment().require("WORK_TABLE"));
    long last = context.configuration().walk().finalBlock(cursor);
    // before the first rescan there is no telling where the live walk began
    long next = Math.max(place.next().orElse(last + 1), context.configuration().first(cursor));
    place.move(next);
    Reprocess reprocess = new Reprocess(context, context.nodes(ProviderHealthSnapshot.NONE));
    long blocks = 0;
    long missing = 0;
    while (next <= last && context.clock().millis() < endMs) {
      Reprocess.Done done = reprocess.run(next, last, false, cursor.compensated());
      blocks += done.next() - next;
      missing += done.missing().size();
      done.missing().forEach(one -> Log.warn("deposit_was_missing", Map.of("key", one.key())));
      next = done.next();
      place.move(next);
      if (done.failure() != null) {
        Log.warn("rescan_waits", Map.of("reason", done.failure(), "block", next));
        break;
      }
    }
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("DepositsMissing", missing);
    numbers.put("RescanBlocks", blocks);
    new Metrics(context.environment(), context.clock()).counts(numbers);
  }
}
