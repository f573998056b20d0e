package io.fairfall.runner.gateway.control;

import io.fairfall.runner.lambda.AsyncEvents;
import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.template.FunctionSpec;
import io.fairfall.runner.template.Stack;
import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lambda's invoke call: {@code POST /2015-03-31/functions/<name or ARN>/invocations}. */
public final class InvokeHandler extends Handler.Abstract {
  private static final String BEFORE = "/2015-03-31/functions/";
  private static final String AFTER = "/invocations";
  private static final int MAX_REQUEST_BYTES = 6 << 20;
  private static final int MAX_EVENT_BYTES = 1 << 20;

  private final Stack stack;
  private final Invoker invoker;
  private final AsyncEvents events;

  public InvokeHandler(Stack stack, Invoker invoker, AsyncEvents events) {
    this.stack = stack;
    this.invoker = invoker;
    this.events = events;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Objects.requireNonNullElse(request.getHttpURI().getDecodedPath(), "");
    if (!path.startsWith(BEFORE) || !path.endsWith(AFTER)) {
      return false;
    }
    String name = path.substring(BEFORE.length(), path.length() - AFTER.length());
    Optional<FunctionSpec> function = stack.function(name);
    if (function.isEmpty()) {
      error(response, callback, 404, "ResourceNotFoundException", "Function not found: " + name);
      return true;
    }
    String type = request.getHeaders().get("X-Amz-Invocation-Type");
    boolean event = "Event".equals(type);
    Optional<byte[]> payload = Exchange.body(request, event ? MAX_EVENT_BYTES : MAX_REQUEST_BYTES);
    if (payload.isEmpty()) {
      error(response, callback, 413, "RequestTooLargeException", "The payload is too large");
    } else if (event) {
      queue(function.get(), payload.get(), response, callback);
    } else if ("DryRun".equals(type)) {
      Exchange.reply(response, callback, 204, new byte[0]);
    } else {
      run(function.get(), payload.get(), response, callback);
    }
    return true;
  }

  private void queue(FunctionSpec function, byte[] event, Response response, Callback callback) {
    if (events.offer(function, event)) {
      Exchange.reply(response, callback, 202, new byte[0]);
    } else {
      error(response, callback, 429, FunctionFailureException.THROTTLED, "The event queue is full");
    }
  }

  private void run(FunctionSpec function, byte[] event, Response response, Callback callback) {
    try {
      Exchange.reply(response, callback, 200, invoker.invoke(function.logicalId(), event));
    } catch (FunctionFailureException failure) {
      if (failure.throttled()) {
        error(response, callback, 429, FunctionFailureException.THROTTLED, failure.errorMessage());
        return;
      }
      byte[] told =
          JsonBytes.object()
              .put("errorMessage", failure.errorMessage())
              .put("errorType", failure.errorType())
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      Map<String, String> headers =
          Map.of("content-type", "application/json", "X-Amz-Function-Error", "Unhandled");
      Exchange.reply(response, callback, 200, headers, told);
    }
  }

  private static void error(
      Response response, Callback callback, int status, String type, String text) {
    Map<String, String> headers =
        Map.of("content-type", "application/json", "x-amzn-ErrorType", type);
    byte[] body =
        JsonBytes.object()
            .put("Type", "User")
            .put("Message", text)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Exchange.reply(response, callback, status, headers, body);
  }
}
