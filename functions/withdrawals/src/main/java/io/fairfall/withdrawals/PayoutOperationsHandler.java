package io.fairfall.withdrawals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.withdrawals.sending.NonceDesk;
import io.fairfall.withdrawals.wiring.NonceContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * What operators ask about the hot wallet's nonces, which takes the chain. The operations function
 * hands it on, and has seen who asks: nobody else may invoke this one. A command has {@code nonce}
 * in decimal digits, {@code by} and {@code reason}; the answer says in {@code outcome} what became
 * of it, in the words of {@link NonceDesk.Outcome}.
 */
public final class PayoutOperationsHandler implements RequestStreamHandler {
  private final NonceDesk desk;

  public PayoutOperationsHandler() {
    this(System.getenv());
  }

  public PayoutOperationsHandler(Map<String, String> variables) {
    this(NonceContext.of(new Environment(variables), InstantSource.system()));
  }

  PayoutOperationsHandler(NonceDesk desk) {
    this.desk = desk;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
    answer(in, out);
  }

  void answer(InputStream in, OutputStream out) throws IOException {
    String asked = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    out.write(answer(asked).getBytes(StandardCharsets.UTF_8));
  }

  private String answer(String asked) {
    NonceDesk.Skip skip = JsonCodec.fromStore(NonceDesk.Skip.class, asked);
    NonceDesk.Outcome outcome = desk.skip(skip);
    Log.info(
        "nonce_skip", Map.of("nonce", skip.nonce(), "by", skip.by(), "outcome", outcome.word()));
    return JsonCodec.write(Map.of("outcome", outcome.word()));
  }
}
