package io.fairfall.cli.admin;

import picocli.CommandLine.Option;

/** The options of every command that changes something for good: who does it, and why. */
public final class OperatorSignature {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for everybody who reads the journal.")
  private String reason = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who you are (${DEFAULT-VALUE}).")
  private String by = "";

  public String by() {
    return by;
  }

  public String reason() {
    return reason;
  }
}
