package io.fairfall.runner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.wire.JsonBytes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What runs where, for {@code GET /dev/status}. */
final class RunnerStatus {
  private record Part(String name, int port, long processId) {}

  private final List<Part> parts = new CopyOnWriteArrayList<>();

  RunnerStatus part(String name, int port, long processId) {
    parts.add(new Part(name, port, processId));
    return this;
  }

  String json(String origin, int connections, int givenUp) {
    ObjectNode status =
        JsonBytes.object()
            .put("origin", origin)
            .put("connections", connections)
            .put("givenUp", givenUp);
    ArrayNode list = status.putArray("parts");
    for (Part part : parts) {
      list.addObject()
          .put("name", part.name())
          .put("port", part.port())
          .put("pid", part.processId());
    }
    return status.toString();
  }
}
