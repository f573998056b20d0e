package io.fairfall.realtime;

import io.fairfall.realtime.delivery.Transport;
import java.util.Arrays;
import java.util.Random;

/**
 * API Gateway with an account's limit: a bucket of requests that is filled at a rate. A post takes
 * what is drawn for its connection; one without a token is refused at once.
 */
final class ModelledGateway implements Transport {
  private static final int MEDIAN_MS = 9;
  private static final double SPREAD = 0.45;
  private static final int REFUSAL_MS = 4;
  private static final double MS_PER_SECOND = 1_000;

  private final ModelledTime time;
  private final int perSecond;
  private final int burst;
  private final int[] latencyMs;
  private final double[] heardAtMs;
  private double tokens;
  private double filledAtMs;

  ModelledGateway(ModelledTime time, int connections, int perSecond, int burst, long seed) {
    this.time = time;
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    Random random = new Random(seed);
    this.latencyMs = new int[connections];
    Arrays.setAll(
        latencyMs, i -> (int) Math.round(MEDIAN_MS * Math.exp(SPREAD * random.nextGaussian())));
    this.heardAtMs = new double[connections];
    Arrays.fill(heardAtMs, -1);
  }

  @Override
  public Outcome post(String connectionId, String message) {
    int connection = Integer.parseInt(connectionId.substring(1));
    if (!take()) {
      time.sleep(REFUSAL_MS);
      return Outcome.BUSY;
    }
    time.sleep(latencyMs[connection]);
    heardAtMs[connection] = time.nowMs();
    return Outcome.SENT;
  }

  /** When a share of those who heard had heard, in modelled milliseconds. */
  double heardMs(double share) {
    double[] sorted = Arrays.stream(heardAtMs).filter(at -> at >= 0).sorted().toArray();
    return sorted.length == 0 ? -1 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private synchronized boolean take() {
    double now = time.nowMs();
    tokens = Math.min(burst, tokens + (now - filledAtMs) * perSecond / MS_PER_SECOND);
    filledAtMs = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
