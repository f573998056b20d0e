package io.fairfall.e2e;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One house for all tests that leave it as they found it; it is closed after the last of them. */
final class Shared implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Shared.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LiveSystem.class;
  }

  @Override
  public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(LiveSystem.class, _ -> open(), LiveSystem.class);
  }

  private static LiveSystem open() {
    try {
      return LiveSystem.open("shared");
    } catch (Exception failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }
}
