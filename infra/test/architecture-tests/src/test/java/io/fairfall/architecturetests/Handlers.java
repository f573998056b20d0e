package io.fairfall.architecturetests;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The classes that template.yaml starts functions with: the composition roots. */
final class Handlers {
  private static final Pattern HANDLER = Pattern.compile("Handler: (\\S+)::handleRequest");

  private Handlers() {}

  static Set<String> classes() {
    Set<String> found =
        SourceTree.lines(SourceTree.root().resolve("template.yaml")).stream()
            .flatMap(line -> HANDLER.matcher(line).results())
            .map(MatchResult::group)
            .map(handler -> HANDLER.matcher(handler).replaceFirst("$1"))
            .collect(Collectors.toUnmodifiableSet());
    if (found.isEmpty()) {
      throw new IllegalStateException("template.yaml names no handler");
    }
    return found;
  }
}
