package io.fairfall.runner.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** JSON trees as bytes and back. */
public final class JsonBytes {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonBytes() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON object, or nothing when the bytes are anything else. */
  public static Optional<ObjectNode> readObject(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * A text member of a JSON object, or nothing. It reads what clients send, so it keeps no tree,
   * however deep they nest.
   */
  public static Optional<String> textMember(String json, String name) {
    try (JsonParser parser = MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Optional<String> found = Optional.empty();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.getCurrentName().equals(name);
        if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
          found = Optional.of(parser.getText());
        }
        parser.skipChildren();
      }
      boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      return whole ? found : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not JSON
    }
  }

  /** API Gateway's own short answers. */
  public static byte[] message(String text) {
    return bytes(object().put("message", text));
  }
}
