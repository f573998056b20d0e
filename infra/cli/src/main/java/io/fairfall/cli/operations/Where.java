package io.fairfall.cli.operations;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that asks the operations function: where it is. */
public final class Where {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "A system that runs on this machine (${DEFAULT-VALUE}).")
  private URI url = URI.create("http://localhost:8080");

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = {
        "Name or ARN of the operations function on AWS instead;",
        "region and credentials are found as the AWS command line finds them."
      })
  private @Nullable String function;

  /**
   * Finds the function.
   *
   * @throws OperationsFailure if nothing answers there
   */
  public OperationsClient connect() {
    return function == null
        ? OperationsClient.onThisMachine(url)
        : OperationsClient.onAws(function);
  }
}
