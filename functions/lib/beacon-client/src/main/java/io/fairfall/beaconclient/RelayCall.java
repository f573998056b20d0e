package io.fairfall.beaconclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request to a relay. It ends by itself within its limits, or at once when it is aborted. */
final class RelayCall {
  /**
   * What came of it.
   *
   * @param failure what stands against an answer, or null
   * @param body what a status of 200 came with, else empty
   */
  record Reply(@Nullable RelayOutcome failure, String body) {
    static Reply failed(RelayOutcome outcome) {
      return new Reply(outcome, "");
    }
  }

  private static final int BUFFER = 1024;
  private static final int TOO_EARLY = 425;
  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_ERROR = 400;

  private final URI where;
  private final FetchLimits limits;
  private volatile @Nullable HttpURLConnection connection;
  private volatile boolean isAborted;

  RelayCall(URI where, FetchLimits limits) {
    this.where = where;
    this.limits = limits;
  }

  Reply get() {
    try {
      HttpURLConnection http = (HttpURLConnection) where.toURL().openConnection();
      http.setUseCaches(false);
      http.setInstanceFollowRedirects(false);
      http.setConnectTimeout((int) limits.connect().toMillis());
      http.setReadTimeout((int) limits.request().toMillis());
      http.setRequestProperty("Accept", "application/json");
      connection = http;
      if (isAborted) {
        return Reply.failed(RelayOutcome.SILENT);
      }
      http.connect();
      long start = System.nanoTime();
      int status = http.getResponseCode();
      return status == HttpURLConnection.HTTP_OK ? body(http, start) : refused(http, status);
    } catch (SocketTimeoutException slow) {
      return Reply.failed(RelayOutcome.SLOW);
    } catch (CharacterCodingException noText) {
      return Reply.failed(RelayOutcome.MALFORMED);
    } catch (IOException broken) {
      return Reply.failed(RelayOutcome.UNREACHABLE);
    } catch (RuntimeException torn) { // the connection was taken from under it
      if (!isAborted) {
        throw torn;
      }
      return Reply.failed(RelayOutcome.SILENT);
    }
  }

  /** Ends it from another thread, which does not wait for that. */
  void abort() {
    isAborted = true;
    HttpURLConnection http = connection;
    if (http != null) {
      Thread.startVirtualThread(http::disconnect);
    }
  }

  private static Reply refused(HttpURLConnection http, int status) {
    http.disconnect();
    if (status == HttpURLConnection.HTTP_NOT_FOUND || status == TOO_EARLY) {
      return Reply.failed(RelayOutcome.NOT_YET);
    }
    boolean isRedirect = status >= FIRST_REDIRECT && status < FIRST_ERROR;
    return Reply.failed(isRedirect ? RelayOutcome.REDIRECTED : RelayOutcome.FAILED);
  }

  private Reply body(HttpURLConnection http, long start) throws IOException {
    if (http.getContentLengthLong() > BeaconClient.MAX_ANSWER_BYTES) {
      http.disconnect();
      return Reply.failed(RelayOutcome.TOO_LARGE);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    try (InputStream stream = http.getInputStream()) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        bytes.write(buffer, 0, read);
        boolean isTooLarge = bytes.size() > BeaconClient.MAX_ANSWER_BYTES;
        if (isTooLarge || isLate(start)) {
          http.disconnect();
          return Reply.failed(isTooLarge ? RelayOutcome.TOO_LARGE : RelayOutcome.SLOW);
        }
      }
    }
    return new Reply(null, text(bytes.toByteArray()));
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private boolean isLate(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) > limits.request().toMillis();
  }
}
