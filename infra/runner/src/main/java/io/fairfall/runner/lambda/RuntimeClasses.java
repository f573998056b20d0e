package io.fairfall.runner.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * What a function finds before its own classes, as in Lambda's Java runtime: the JDK, the
 * interfaces that handlers implement, and the serialisers. All else comes from the function's zip,
 * so that a class which the zip lacks is missing here too.
 *
 * <p>The interfaces are the runner's own classes, so that it can call what it loads. The
 * serialisers are a copy for each function: they remember event classes by name for the whole
 * process, which would hand one function's classes to the next.
 */
final class RuntimeClasses extends URLClassLoader {
  private static final String HANDLERS = Context.class.getPackageName() + ".";
  private static final String LOGGING = HANDLERS + "logging.";
  private static final String EVENT_SERIALIZERS =
      "com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers";
  private static final String OTHER_SERIALIZERS =
      "com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory";

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader runner = RuntimeClasses.class.getClassLoader();

  RuntimeClasses() {
    super(
        "lambda-runtime",
        new URL[] {PojoSerializer.class.getProtectionDomain().getCodeSource().getLocation()},
        ClassLoader.getPlatformClassLoader());
  }

  /**
   * A serialiser of Lambda's own for a type that a handler takes or returns.
   *
   * @param function the class loader of the function, a child of this one
   */
  @SuppressWarnings("unchecked") // it reads and writes the type that it is made for
  PojoSerializer<Object> serializer(Class<?> type, Type full, ClassLoader function)
      throws ReflectiveOperationException {
    Class<?> events = loadClass(EVENT_SERIALIZERS);
    boolean isEvent =
        (boolean)
            events.getMethod("isLambdaSupportedEvent", String.class).invoke(null, type.getName());
    if (isEvent) {
      return (PojoSerializer<Object>)
          events
              .getMethod("serializerFor", Class.class, ClassLoader.class)
              .invoke(null, type, function);
    }
    Class<?> factory = loadClass(OTHER_SERIALIZERS);
    Object instance = factory.getMethod("getInstance").invoke(null);
    return (PojoSerializer<Object>)
        factory.getMethod("getSerializer", Type.class).invoke(instance, full);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return isShared(name) ? runner.loadClass(name) : super.findClass(name);
  }

  private static boolean isShared(String name) {
    boolean handlers = name.startsWith(HANDLERS) && name.indexOf('.', HANDLERS.length()) < 0;
    return handlers || name.startsWith(LOGGING) || name.equals(PojoSerializer.class.getName());
  }
}
