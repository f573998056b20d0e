package io.fairfall.runner.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Starts a chain, lets it mine, tells its processes and waits to be killed. */
final class ChainHolder {
  private static final Duration TWO_BLOCKS_AND_MORE = Duration.ofMillis(3_200);

  private ChainHolder() {}

  static void main(String[] arguments) throws Exception {
    DevelopmentChain chain =
        DevelopmentChain.start(
            Path.of(arguments[0]), Duration.ofSeconds(1), Optional.of(Path.of(arguments[1])));
    Thread.sleep(TWO_BLOCKS_AND_MORE);
    System.out.println(chain.processId() + " " + chain.leashProcessId());
    Thread.sleep(Duration.ofMinutes(1));
    chain.close();
  }
}
