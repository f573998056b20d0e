package io.fairfall.runner.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets everybody in who says so, to both APIs; the context counts how often it was asked. */
public final class Gatekeeper implements RequestStreamHandler {
  private static final AtomicInteger ASKED = new AtomicInteger();

  public Gatekeeper(Map<String, String> environment) {
    if (environment.isEmpty()) {
      throw new IllegalArgumentException("Lambda always gives an environment");
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    boolean allowed = event.contains("let-me-in");
    int asked = ASKED.incrementAndGet();
    String answer =
        event.contains("methodArn")
            ? ("{\"principalId\":\"p\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":"
                    + "[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"%s\",\"Resource\":\"*\"}]},"
                    + "\"context\":{\"player\":\"0xabc\",\"asked\":%d}}")
                .formatted(allowed ? "Allow" : "Deny", asked)
            : "{\"isAuthorized\":%b,\"context\":{\"player\":\"0xabc\",\"asked\":%d}}"
                .formatted(allowed, asked);
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }
}
