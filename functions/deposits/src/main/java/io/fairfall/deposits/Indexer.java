package io.fairfall.deposits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.crash.ConductorLease;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.deposits.cursor.IndexerStatus;
import io.fairfall.deposits.indexer.ChainFollower;
import io.fairfall.deposits.indexer.ChainFollower.Step;
import io.fairfall.deposits.indexer.IndexerRun;
import io.fairfall.deposits.outbox.OutboxProcessor;
import io.fairfall.deposits.repair.OwedDeposits;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.deposits.wiring.IndexerConfiguration;
import io.fairfall.deposits.wiring.PresenceMarker;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ethereumrpc.RpcProviders;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.settings.Breaker;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The function that walks the chain. A schedule invokes it every minute. While somebody plays, or a
 * deposit is on its way, it goes on looking until shortly before the next one; otherwise it makes
 * one step and ends.
 */
public final class Indexer implements RequestStreamHandler {
  /** What is left of an invocation's time for the last writes. */
  private static final long MARGIN_MS = 5_000;

  private final DepositsContext context;
  private final Metrics metrics;
  private final Breaker breaker;
  private final ConductorLease conductor;
  private final PresenceMarker marker;
  private long head;
  private long headSinceMs;
  private List<IndexerStatus.SetAside> setAside = List.of();

  public Indexer() {
    this(System.getenv());
  }

  public Indexer(Map<String, String> variables) {
    this(DepositsContext.of(new Environment(variables), InstantSource.system()));
  }

  public Indexer(DepositsContext context) {
    this.context = context;
    this.metrics = new Metrics(context.environment(), context.clock());
    this.breaker = new Breaker(context.settings(), metrics::count);
    this.conductor =
        new ConductorLease(context.dynamo(), context.environment().require("WORK_TABLE"));
    this.marker = context.visitors();
  }

  @Override
  public void handleRequest(InputStream ignored, OutputStream nothing, Context lambda) {
    try {
      work(context.clock().millis() + lengthMs(lambda.getRemainingTimeInMillis()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long an invocation works that has so much time. */
  static long lengthMs(long leftMs) {
    return Math.min(leftMs - MARGIN_MS, IndexerRun.LENGTH.toMillis());
  }

  /** Works until an instant at most. */
  public void work(long endsAtMs) throws InterruptedException {
    IndexerConfiguration configuration = context.configuration();
    CursorTable cursors = context.cursors();
    RpcProviders chain = context.nodes(remembered(cursors));
    try (OutboxProcessor processor = context.carrier();
        BlockScanner scanner = new BlockScanner(chain, configuration.deposits())) {
      ChainFollower follower =
          new ChainFollower(
              chain, configuration.deposits(), configuration.walk(), scanner, context.wallets());
      IndexerRun indexerRun =
          new IndexerRun(
              cursors,
              chain,
              follower,
              processor,
              new IndexerRun.Terms(
                  configuration.deposits().chainId(),
                  configuration.firstBlock(),
                  configuration.pollMs()),
              new IndexerRun.Company(
                  this::somebodyWaits,
                  (step, blocks) -> status(step, blocks, chain, follower, processor).written(),
                  this::halted,
                  new OwedDeposits(context)::takeSome,
                  Thread::sleep),
              context.clock());
      if (indexerRun.run(endsAtMs)) {
        publish(indexerRun, chain, processor);
      }
    }
  }

  /** What the last invocation learned about the nodes. */
  private ProviderHealthSnapshot remembered(CursorTable cursors) {
    Optional<IndexerStatus> status =
        cursors.overview().map(all -> all.state().status()).map(IndexerStatus::read);
    head = status.map(IndexerStatus::head).orElse(0L);
    headSinceMs = status.map(IndexerStatus::headSinceMs).orElse(context.clock().millis());
    setAside = status.map(IndexerStatus::setAsideNow).orElse(List.of());
    return status.map(IndexerStatus::nodes).orElse(ProviderHealthSnapshot.NONE);
  }

  private IndexerStatus status(
      Step step,
      long blocks,
      RpcProviders chain,
      ChainFollower follower,
      OutboxProcessor processor) {
    String waits = step.failure() == null ? follower.unexplained() : step.failure();
    if (step.head() != head) {
      head = step.head();
      headSinceMs = context.clock().millis();
    }
    return new IndexerStatus(
        step.head(),
        chain.standings(),
        chain.calls(),
        blocks,
        waits,
        headSinceMs,
        chain.slow(),
        IndexerStatus.remembered(setAside, processor.setAside(), context.clock().millis()));
  }

  private boolean somebodyWaits() {
    long nowMs = context.clock().millis();
    return !conductor.isIdle(nowMs) || marker.areThere(nowMs);
  }

  private void halted(Halt halt) {
    breaker.pauseBetting(Breaker.Part.INDEXER, halt.reason());
  }

  private void publish(IndexerRun indexerRun, RpcProviders chain, OutboxProcessor processor) {
    Step last = indexerRun.last();
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("IndexerSteps", 1L);
    numbers.put("IndexerBlocks", indexerRun.blocks());
    numbers.put("IndexerCalls", chain.calls());
    numbers.put("IndexerLagBlocks", Math.max(0, last.head() - last.cursor().number()));
    numbers.put("IndexerHalted", last.cursor().isHalted() ? 1L : 0L);
    numbers.put("IndexerReorgDepth", last.cursor().reorgDepth());
    numbers.put("DepositsOwed", (long) last.cursor().owing().size());
    numbers.put("DepositsPending", (long) last.cursor().pending().size());
    numbers.put("DepositsCredited", processor.credited());
    numbers.put("DepositsUnattributed", processor.kept());
    BalanceCheckpoint checkpoint = last.cursor().baseline();
    boolean differs = checkpoint != null && !checkpoint.difference().equals("0");
    numbers.put("DepositsBalanceDiffers", differs ? 1L : 0L);
    metrics.counts(numbers);
    if (last.failure() != null) {
      Log.warn("indexer_waits", Map.of("reason", last.failure(), "head", last.head()));
    }
  }
}
