package io.fairfall.deposits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.chain.Standings;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Log;
import io.fairfall.edge.Metrics;
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

  private final Desk desk;

  public Rescan() {
    this(System.getenv());
  }

  public Rescan(Map<String, String> variables) {
    this(Desk.of(new Environment(variables), InstantSource.system()));
  }

  Rescan(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void handleRequest(InputStream ignored, OutputStream nothing, Context lambda) {
    try {
      run(desk.clock().millis() + lambda.getRemainingTimeInMillis() - MARGIN_MS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Walks until it has met the live walk's newest final block, or until an instant. */
  void run(long endMs) throws InterruptedException {
    Cursor cursor = desk.cursors().read().map(CursorTable.State::cursor).orElse(null);
    if (cursor == null || cursor.isHalted()) {
      return;
    }
    RescanPlace place = new RescanPlace(desk.dynamo(), desk.environment().require("WORK_TABLE"));
    long last = desk.configuration().walk().finalBlock(cursor);
    // before the first rescan there is no telling where the live walk began
    long next = place.next().orElse(last + 1);
    place.move(next);
    Reprocess reprocess = new Reprocess(desk, desk.nodes(Standings.NONE));
    long blocks = 0;
    long missing = 0;
    while (next <= last && desk.clock().millis() < endMs) {
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
    new Metrics(desk.environment(), desk.clock()).counts(numbers);
  }
}
