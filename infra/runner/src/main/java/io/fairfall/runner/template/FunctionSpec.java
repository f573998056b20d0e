package io.fairfall.runner.template;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A function.
 *
 * @param logicalId its name in the template, which is its name on this machine too
 * @param codeUri its zip, relative to the template
 * @param handler {@code package.Class::method}
 * @param timeoutSeconds how long one invocation may take
 * @param memoryMb what the template reserves; told to the function, not enforced
 * @param reserved how many invocations may run at once, where the template says so
 * @param retries how often a failed asynchronous event is tried again
 * @param maxEventAgeSeconds after which an asynchronous event is dropped
 * @param statements its IAM policy statements as plain maps and lists, as the policy writes them
 */
public record FunctionSpec(
    String logicalId,
    String codeUri,
    String handler,
    int timeoutSeconds,
    int memoryMb,
    OptionalInt reserved,
    Map<String, String> environment,
    int retries,
    int maxEventAgeSeconds,
    List<Map<String, Object>> statements) {

  /** The handler's class name, without the method. */
  public String handlerClass() {
    int separator = handler.indexOf("::");
    return separator < 0 ? handler : handler.substring(0, separator);
  }

  /** {@code arn:aws:lambda:region:account:function:Name:alias}, {@code Name:alias} → Name. */
  static String logicalId(String reference) {
    String[] parts = reference.split(":", -1);
    boolean arn = parts.length >= 7 && parts[0].equals("arn");
    return arn ? parts[6] : parts[0];
  }
}
