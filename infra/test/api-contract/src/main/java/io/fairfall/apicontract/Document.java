package io.fairfall.apicontract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A document of docs/reference, with its references followed. */
record Document(JsonNode root) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_REFERENCES = 8;

  /** Reads a document of this checkout. */
  static Document named(String name) {
    return new Document(read(checkout().resolve("docs").resolve("reference").resolve(name)));
  }

  /** What is deployed; functions of CloudFormation are read as what they are applied to. */
  static JsonNode template() {
    return read(checkout().resolve("template.yaml"));
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** JSON text as a tree; nothing if it is not JSON. */
  static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  /** The folder that has template.yaml, upwards from here. */
  static Path checkout() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("template.yaml"))) {
        return at;
      }
    }
    throw new IllegalStateException("there is no template.yaml above this folder");
  }

  /** A node, or what it refers to. */
  JsonNode follow(JsonNode node) {
    JsonNode at = node;
    for (int i = 0; i < MAX_REFERENCES && at.has("$ref"); i++) {
      at = at(at.path("$ref").asText());
    }
    if (at.has("$ref")) {
      throw new IllegalStateException("references that lead on and on: " + at);
    }
    return at;
  }

  /** What a reference like {@code #/components/schemas/wei} leads to. */
  JsonNode at(String reference) {
    JsonNode found = root.at(reference.substring(1));
    if (!reference.startsWith("#/") || found.isMissingNode()) {
      throw new IllegalStateException(reference + " leads nowhere");
    }
    return found;
  }
}
