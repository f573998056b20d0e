package io.fairfall.runner.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.fairfall.runner.problem.CannotStartException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Map;

/** A handler object of any kind as bytes in, bytes out. */
interface Handler {

  byte[] handle(byte[] event, Context context) throws IOException;

  /**
   * Makes a handler object by the constructor that takes the environment. The current thread's
   * context class loader must be the function's.
   *
   * @throws CannotStartException when the class is not such a handler, or its constructor throws
   */
  static Handler create(Class<?> type, Map<String, String> environment, RuntimeClasses runtime) {
    return switch (construct(type, environment)) {
      case RequestStreamHandler streams -> new Streams(streams);
      case RequestHandler<?, ?> objects -> Objects.of(objects, runtime);
      default ->
          throw new CannotStartException(
              type.getName() + " is neither a RequestStreamHandler nor a RequestHandler.");
    };
  }

  private static Object construct(Class<?> type, Map<String, String> environment) {
    try {
      Constructor<?> constructor = type.getConstructor(Map.class);
      return constructor.newInstance(environment);
    } catch (NoSuchMethodException e) {
      throw new CannotStartException(
          type.getName() + " has no public constructor that takes its environment as a map.", e);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CannotStartException(
          "The constructor of " + type.getName() + " threw " + cause, cause);
    } catch (ReflectiveOperationException e) {
      throw new CannotStartException(type.getName() + " cannot be constructed: " + e, e);
    }
  }

  /** A handler of raw bytes. */
  record Streams(RequestStreamHandler handler) implements Handler {
    @Override
    public byte[] handle(byte[] event, Context context) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event), out, context);
      return out.toByteArray();
    }
  }

  /** A handler of objects, read and written by Lambda's own serialisers. */
  record Objects(
      RequestHandler<Object, Object> handler,
      PojoSerializer<Object> input,
      PojoSerializer<Object> output)
      implements Handler {

    @SuppressWarnings("unchecked") // the serialisers are made for what the handler declares
    static Objects of(RequestHandler<?, ?> handler, RuntimeClasses runtime) {
      Method method = handlerMethod(handler.getClass());
      return new Objects(
          (RequestHandler<Object, Object>) handler,
          serializer(runtime, method.getParameterTypes()[0], method.getGenericParameterTypes()[0]),
          serializer(runtime, method.getReturnType(), method.getGenericReturnType()));
    }

    @Override
    public byte[] handle(byte[] event, Context context) {
      Object request = input.fromJson(new ByteArrayInputStream(event));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      output.toJson(handler.handleRequest(request, context), out);
      return out.toByteArray();
    }

    /** The method that says the types; the compiler's bridge beside it says Object. */
    private static Method handlerMethod(Class<?> type) {
      for (Method method : type.getMethods()) {
        if (method.getName().equals("handleRequest")
            && !method.isBridge()
            && method.getParameterCount() == 2
            && method.getParameterTypes()[1] == Context.class) {
          return method;
        }
      }
      throw new CannotStartException(type.getName() + " has no handleRequest of its own.");
    }

    private static PojoSerializer<Object> serializer(
        RuntimeClasses runtime, Class<?> type, Type fullType) {
      try {
        ClassLoader function = Thread.currentThread().getContextClassLoader();
        return runtime.serializer(type, fullType, function);
      } catch (ReflectiveOperationException e) {
        throw new CannotStartException(
            "Lambda's serialisers do not take " + fullType + ": " + e, e);
      }
    }
  }
}
