package io.fairfall.runner.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Replies to a message with its whole event. */
public final class SocketSample implements RequestStreamHandler {

  public SocketSample(Map<String, String> environment) {
    if (environment.isEmpty()) {
      throw new IllegalArgumentException("Lambda always gives an environment");
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    if (event.contains("please-fail")) {
      throw new IllegalStateException("as asked");
    }
    String quoted = event.replace("\\", "\\\\").replace("\"", "\\\"");
    String answer = "{\"statusCode\":200,\"body\":\"" + quoted + "\"}";
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }
}
