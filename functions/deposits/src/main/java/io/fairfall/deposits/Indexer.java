package io.fairfall.deposits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.chain.Providers;
import io.fairfall.chain.Standings;
import io.fairfall.deposits.Follower.Step;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Log;
import io.fairfall.edge.Metrics;
import io.fairfall.game.ConductorLease;
import io.fairfall.settings.Breaker;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The function that walks the chain. A schedule invokes it every minute. While somebody plays, or a
 * deposit is on its way, it goes on looking until shortly before the next one; otherwise it makes
 * one step and ends.
 */
public final class Indexer implements RequestStreamHandler {
  /** What is left of an invocation's time for the last writes. */
  private static final long MARGIN_MS = 5_000;

  private final Desk desk;
  private final Metrics metrics;
  private final Breaker breaker;
  private final ConductorLease conductor;
  private final Visitors visitors;

  public Indexer() {
    this(System.getenv());
  }

  public Indexer(Map<String, String> variables) {
    this(Desk.of(new Environment(variables), InstantSource.system()));
  }

  Indexer(Desk desk) {
    this.desk = desk;
    this.metrics = new Metrics(desk.environment(), desk.clock());
    this.breaker = new Breaker(desk.settings(), metrics::count);
    this.conductor = new ConductorLease(desk.dynamo(), desk.environment().require("WORK_TABLE"));
    this.visitors = desk.visitors();
  }

  @Override
  public void handleRequest(InputStream ignored, OutputStream nothing, Context lambda) {
    long left = Math.min(lambda.getRemainingTimeInMillis() - MARGIN_MS, Shift.LENGTH.toMillis());
    try {
      work(desk.clock().millis() + left);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Works until an instant at most. */
  void work(long endsAtMs) throws InterruptedException {
    Configuration configuration = desk.configuration();
    CursorTable cursors = desk.cursors();
    Providers chain = desk.nodes(remembered(cursors));
    try (Carrier carrier = desk.carrier();
        Scanner scanner = new Scanner(chain, configuration.deposits())) {
      Follower follower =
          new Follower(
              chain, configuration.deposits(), configuration.walk(), scanner, desk.wallets());
      Shift shift =
          new Shift(
              cursors,
              chain,
              follower,
              carrier,
              new Shift.Terms(
                  configuration.deposits().chainId(),
                  configuration.firstBlock(),
                  configuration.pollMs()),
              new Shift.Company(
                  this::somebodyWaits,
                  (step, blocks) -> status(step, blocks, chain, follower).written(),
                  this::halted,
                  Thread::sleep),
              desk.clock());
      if (shift.run(endsAtMs)) {
        publish(shift, chain, carrier);
      }
    }
  }

  /** What the last invocation learned about the nodes. */
  private static Standings remembered(CursorTable cursors) {
    return cursors
        .read()
        .map(CursorTable.State::status)
        .map(text -> Status.read(text).nodes())
        .orElse(Standings.NONE);
  }

  private static Status status(Step step, long blocks, Providers chain, Follower follower) {
    String waits = step.failure() == null ? follower.unexplained() : step.failure();
    return new Status(step.head(), chain.standings(), chain.calls(), blocks, waits);
  }

  private boolean somebodyWaits() {
    long nowMs = desk.clock().millis();
    return !conductor.isIdle(nowMs) || visitors.areThere(nowMs);
  }

  private void halted(Halt halt) {
    breaker.pauseBetting(Breaker.Part.INDEXER, halt.reason());
  }

  private void publish(Shift shift, Providers chain, Carrier carrier) {
    Step last = shift.last();
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("IndexerSteps", 1L);
    numbers.put("IndexerBlocks", shift.blocks());
    numbers.put("IndexerCalls", chain.calls());
    numbers.put("IndexerLagBlocks", Math.max(0, last.head() - last.cursor().number()));
    numbers.put("IndexerHalted", last.cursor().isHalted() ? 1L : 0L);
    numbers.put("IndexerReorgDepth", last.cursor().reorgDepth());
    numbers.put("DepositsPending", (long) last.cursor().pending().size());
    numbers.put("DepositsCredited", carrier.credited());
    numbers.put("DepositsUnattributed", carrier.kept());
    Baseline baseline = last.cursor().baseline();
    boolean differs = baseline != null && !baseline.difference().equals("0");
    numbers.put("DepositsBalanceDiffers", differs ? 1L : 0L);
    metrics.counts(numbers);
    if (last.failure() != null) {
      Log.warn("indexer_waits", Map.of("reason", last.failure(), "head", last.head()));
    }
  }
}
