package io.fairfall.admin;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One request to STS, signed by somebody else: sent as it is, never to where it redirects. */
final class StsRequest {
  private static final int TIMEOUT_MS = 5_000;
  private static final int MAX_BODY = 16_384;
  private static final int OK = 200;
  private static final int FIRST_FAULT = 500;

  private StsRequest() {}

  /**
   * The body of the answer.
   *
   * @throws io.fairfall.http.ProblemException {@code UNAUTHENTICATED} if STS refuses the signature,
   *     {@code UNAVAILABLE} if it does not answer
   */
  static String send(String address, Map<String, String> headers) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      headers.forEach(connection::setRequestProperty);
      int status = connection.getResponseCode();
      if (status == OK) {
        try (InputStream in = connection.getInputStream()) {
          return new String(in.readNBytes(MAX_BODY), StandardCharsets.UTF_8);
        }
      }
      if (status < FIRST_FAULT) {
        throw Problem.of(
                CommonCode.UNAUTHENTICATED,
                "STS does not take your signature (" + status + "): are your credentials valid?")
            .refusal();
      }
    } catch (IOException unanswered) {
      throw Problem.of(CommonCode.UNAVAILABLE, "STS does not answer: repeat the command.")
          .refusal();
    }
    throw Problem.of(CommonCode.UNAVAILABLE, "STS is out of order: repeat the command.").refusal();
  }
}
