package io.fairfall.bench;

import io.fairfall.bench.deposits.DepositsBench;
import io.fairfall.bench.realtime.SocketsBench;
import io.fairfall.bench.realtime.StormBench;
import picocli.CommandLine.Command;

/** The benches, each a command. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures parts of Fairfall on this machine.",
    subcommands = {
      AuditBench.class,
      AuditCostBench.class,
      AuditSlicesBench.class,
      SocketsBench.class,
      StormBench.class,
      DepositsBench.class,
      SolvencyBench.class
    })
public final class BenchCommand {}
