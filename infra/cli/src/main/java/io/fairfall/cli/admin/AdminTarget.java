package io.fairfall.cli.admin;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that asks the operations function: where it is. */
public final class AdminTarget {
  @Mixin private RunningHere here = new RunningHere();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = {
        "Name or ARN of the operations function on AWS instead;",
        "region and credentials are found as the AWS command line finds them."
      })
  private @Nullable String function;

  /** Where the system is on this machine; null if it is on AWS. */
  public @Nullable URI onThisMachine() {
    return function == null ? here.url() : null;
  }

  /**
   * Finds the function.
   *
   * @throws AdminCommandException if nothing answers there
   */
  public AdminClient connect() {
    return function == null ? AdminClient.onThisMachine(here.url()) : AdminClient.onAws(function);
  }
}
