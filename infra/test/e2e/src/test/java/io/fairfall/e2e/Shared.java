package io.fairfall.e2e;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One house for all tests of a process that leave it as they found it. Each class of a fork is
 * asked for by itself, so no extension lives as long as the process does; the house closes when
 * that exits.
 */
final class Shared implements ParameterResolver {
  private static final Object LOCK = new Object();
  private static @Nullable LiveSystem house;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LiveSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    synchronized (LOCK) {
      if (house == null) {
        house = open();
      }
      return house;
    }
  }

  private static LiveSystem open() {
    try {
      LiveSystem opened = LiveSystem.open("shared-" + ProcessHandle.current().pid());
      Runtime.getRuntime().addShutdownHook(new Thread(opened::close, "close the shared house"));
      return opened;
    } catch (Exception failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }
}
