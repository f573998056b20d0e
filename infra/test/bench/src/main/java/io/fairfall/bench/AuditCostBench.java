package io.fairfall.bench;

import io.fairfall.dynamodb.EmbeddedDynamo;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the audit reads in a day: a house plays some quarters of an hour on a clock that is turned,
 * each of them is audited as the function does it, and DynamoDB Local tells the read units.
 */
@Command(
    name = "audit-cost",
    mixinStandardHelpOptions = true,
    description = "Measures the read units of the audit, and reckons them up to a month.")
final class AuditCostBench implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--players",
      defaultValue = "100",
      paramLabel = "N",
      description = "Who bets in every round (${DEFAULT-VALUE}).")
  private int players;

  @Option(
      names = "--asleep",
      defaultValue = "0",
      paramLabel = "N",
      description = "Accounts that only have a deposit (${DEFAULT-VALUE}).")
  private int asleep;

  @Option(
      names = "--quarters",
      defaultValue = "6",
      paramLabel = "N",
      description = "Quarters of an hour that are played, 2 to 6 (${DEFAULT-VALUE}).")
  private int quarters;

  @Option(
      names = "--days",
      defaultValue = "0",
      paramLabel = "N",
      description = {
        "Instead: days that are played before anything is measured, up to 100; two hours of",
        "passes and one reading of everything are measured then."
      })
  private int days;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      paramLabel = "N",
      description = "Rounds in a quarter of an hour of these days (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--price",
      defaultValue = "0.125",
      paramLabel = "USD",
      description = "Of a million read units (${DEFAULT-VALUE}).")
  private double price;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the play.")
  private long seed;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        AuditCost cost = new AuditCost(dynamo, players, asleep, seed)) {
      if (days > 0) {
        cost.measureAt(days, rounds).lines(price).forEach(out::println);
      } else {
        cost.measure(quarters).table(price).forEach(out::println);
      }
      out.flush();
      return cost.findings() == 0 ? 0 : 1;
    }
  }
}
