package io.fairfall.platform;

import java.util.Map;
import java.util.Optional;

/** A function's configuration: its environment variables, read once by its composition root. */
public record Environment(Map<String, String> variables) {

  /** A variable that must be set; its absence is a mistake in the template. */
  public String require(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalStateException("environment variable " + name + " is missing"));
  }

  public long requireNumber(String name) {
    return Long.parseLong(require(name));
  }

  /** Whether this is one machine, which alone may have what nobody must deploy. */
  public boolean isLocal() {
    return require("MODE").equals("local");
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
