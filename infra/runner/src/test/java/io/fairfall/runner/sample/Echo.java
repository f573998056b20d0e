package io.fairfall.runner.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Answers the event that it got as the body; on a word in the event it fails or sleeps instead. */
public final class Echo implements RequestStreamHandler {
  private final String greeting;

  public Echo() {
    this(System.getenv());
  }

  public Echo(Map<String, String> environment) {
    this.greeting = environment.getOrDefault("GREETING", "");
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    byte[] event = in.readAllBytes();
    String text = new String(event, StandardCharsets.UTF_8);
    if (text.contains("please-fail")) {
      throw new IllegalStateException("as asked");
    }
    if (text.contains("please-sleep")) {
      sleep(context.getRemainingTimeInMillis() + 60_000L);
    }
    String answer =
        "{\"statusCode\":201,\"headers\":{\"Content-Type\":\"application/json\",\"X-Greeting\":\""
            + greeting
            + "\"},\"cookies\":[\"a=1\",\"b=2\"],\"isBase64Encoded\":true,\"body\":\""
            + Base64.getEncoder().encodeToString(event)
            + "\"}";
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
