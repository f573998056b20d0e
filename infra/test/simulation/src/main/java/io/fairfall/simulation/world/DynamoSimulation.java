package io.fairfall.simulation.world;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.history.Simulation;
import java.util.concurrent.atomic.AtomicLong;

/** Runs over DynamoDB Local, with tables of its own for each run. */
public final class DynamoSimulation implements Simulation, AutoCloseable {
  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final AtomicLong runs = new AtomicLong();

  @Override
  public RunHistory run(RunPlan plan) {
    long run = runs.incrementAndGet();
    String accounts = "accounts-" + run;
    String events = "events-" + run;
    dynamo.createJournalTable(accounts);
    dynamo.createJournalTable(events);
    try {
      return new SimulatedWorld(
              plan,
              new DynamoJournals(dynamo.client(), accounts),
              new DynamoJournals(dynamo.client(), events))
          .run();
    } finally {
      dynamo.client().deleteTable(table -> table.tableName(accounts));
      dynamo.client().deleteTable(table -> table.tableName(events));
    }
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
