package io.fairfall.audit;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Makes one test of this module, in the world that it was loaded in itself. */
public final class MutantWorld implements UnaryOperator<String> {
  /** Made by its name, in whichever world. */
  public MutantWorld() {}

  /**
   * Makes it.
   *
   * @param test like {@code NewEntriesTest.aTailThatWasCutOffIsFoundAtOnce}
   * @return what went wrong, or nothing
   */
  @Override
  public String apply(String test) {
    int dot = test.lastIndexOf('.');
    try {
      Class<?> type = Class.forName("io.fairfall.audit." + test.substring(0, dot));
      try {
        invokeAll(type, null, BeforeAll.class);
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object instance = constructor.newInstance();
        invokeAll(type, instance, BeforeEach.class);
        invoke(type.getDeclaredMethod(test.substring(dot + 1)), instance);
      } finally {
        invokeAll(type, null, AfterAll.class);
      }
      return "";
    } catch (InvocationTargetException thrown) {
      return String.valueOf(thrown.getCause());
    } catch (ReflectiveOperationException absent) {
      throw new IllegalArgumentException(test, absent);
    }
  }

  private static void invokeAll(
      Class<?> type, @Nullable Object instance, Class<? extends Annotation> annotation)
      throws ReflectiveOperationException {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(annotation)) {
        invoke(method, instance);
      }
    }
  }

  private static void invoke(Method method, @Nullable Object instance)
      throws ReflectiveOperationException {
    method.setAccessible(true);
    method.invoke(instance);
  }
}
