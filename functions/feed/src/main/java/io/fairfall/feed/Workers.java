package io.fairfall.feed;

import io.fairfall.edge.Functions;
import io.fairfall.edge.Json;
import java.util.Optional;

/** Others who post to a shard, where there are several. */
@FunctionalInterface
interface Workers {

  /**
   * Has a shard's followers told, and waits for it.
   *
   * @return what became of it; nothing if nobody knows
   */
  Optional<Worker.Result> post(Worker.Task task);

  /** The worker function, one invocation for each shard. */
  static Workers through(Functions functions, String workerFunction) {
    return task ->
        functions
            .invoke(workerFunction, task)
            .map(answer -> Json.fromOurselves(Worker.Result.class, answer));
  }
}
