package io.fairfall.cli.admin;

import io.fairfall.load.Tree;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that tells who sends it: on this machine by a name, on AWS by a signature. */
public abstract class SignedCall extends AdminCall {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = {
        "Who you are, on this machine only (by default the account's name).",
        "On AWS you sign with your own credentials, and nobody is asked for a name."
      })
  private @Nullable String by;

  @Override
  protected void check() {
    if (onThisMachine() == null && by != null) {
      throw mistake("--by counts on this machine only: on AWS you are who signs.");
    }
  }

  /** Sends a command of texts. */
  public final Tree send(AdminClient operations, Map<String, String> command) {
    Map<String, String> members = new TreeMap<>(command);
    if (onThisMachine() == null) {
      return operations.askSigned(members);
    }
    members.put("by", by == null ? System.getProperty("user.name") : by);
    return operations.ask(members);
  }
}
