package io.fairfall.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.local.wire.JsonText;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What runs where, for {@code GET /dev/status}. */
final class Status {
  private record Part(String name, int port, long processId) {}

  private final List<Part> parts = new CopyOnWriteArrayList<>();

  Status part(String name, int port, long processId) {
    parts.add(new Part(name, port, processId));
    return this;
  }

  String json(String origin, int connections, int givenUp) {
    ObjectNode status =
        JsonText.object()
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
