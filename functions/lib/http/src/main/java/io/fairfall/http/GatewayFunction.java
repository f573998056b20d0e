package io.fairfall.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A function behind API Gateway. It reads the event of either API, lets the subclass answer, and is
 * the one place where refusals and failures become responses: nothing a client sends may end as an
 * error of the function.
 */
public abstract class GatewayFunction implements RequestStreamHandler {

  /**
   * Answers one request. Throwing a {@link ProblemException} is the same as returning its problem.
   */
  protected abstract Response respond(Request request);

  /**
   * What each of its HTTP routes, and {@code $connect}, takes beside its path. A route that is not
   * named takes nothing.
   */
  protected abstract Map<String, RouteInputs> inputs();

  /**
   * What a failure means to the client; by default {@code INTERNAL}. A function that can meet an
   * unanswered store says {@code UNAVAILABLE} for it.
   */
  public Problem explain(RuntimeException failure) {
    return Problem.of(CommonCode.INTERNAL, "This is our mistake. Please try again.");
  }

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context lambda)
      throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Optional<String> cut = LargeBody.cutFrom(text);
    Request request = Request.of(JsonCodec.fromPlatform(GatewayEvent.class, cut.orElse(text)));
    Response response =
        cut.isPresent() ? Response.to(request, RequestJson.tooLarge()) : answer(request);
    out.write(written(request, response).getBytes(StandardCharsets.UTF_8));
  }

  private Response answer(Request request) {
    try {
      if (!isMessage(request)) {
        inputs().getOrDefault(request.route(), RouteInputs.NONE).require(request);
      }
      return respond(request);
    } catch (ProblemException exception) {
      return Response.to(request, exception.problem());
    } catch (RuntimeException failure) {
      Log.failure("request_failed", failure, Map.of("route", request.route()));
      return Response.to(request, explain(failure));
    }
  }

  private static String written(Request request, Response response) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    // a status other than 200 makes a WebSocket route response an "Internal server error" message
    envelope.put("statusCode", isMessage(request) ? 200 : response.status());
    if (!response.headers().isEmpty()) {
      envelope.put("headers", response.headers());
    }
    if (response.body() != null) {
      envelope.put(
          "body",
          response.body() instanceof Response.Text(String text)
              ? text
              : JsonCodec.write(response.body()));
    }
    return JsonCodec.write(envelope);
  }

  /** A message on an open connection is answered by a message; {@code $connect} by a status. */
  private static boolean isMessage(Request request) {
    return request.connectionId() != null && !request.route().equals("$connect");
  }
}
