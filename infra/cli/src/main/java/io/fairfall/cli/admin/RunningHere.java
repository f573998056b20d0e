package io.fairfall.cli.admin;

import java.net.URI;
import picocli.CommandLine.Option;

/** The option of every command that asks a system on this machine: where it listens. */
public final class RunningHere {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "A system that runs on this machine (${DEFAULT-VALUE}).")
  private URI url = URI.create("http://localhost:8080");

  public URI url() {
    return url;
  }
}
