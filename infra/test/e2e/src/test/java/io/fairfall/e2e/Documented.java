package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import io.fairfall.apicontract.ApiExchange;
import io.fairfall.apicontract.HttpContract;
import io.fairfall.apicontract.SocketContract;
import io.fairfall.load.FeedProbe;
import io.fairfall.load.HttpAnswer;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds all that crosses a socket in these tests against docs/reference/asyncapi.yaml, and all that
 * is asked and answered over HTTP against docs/reference/openapi.yaml: what bots and raw sockets
 * hear, and what browsers hear and say. JUnit finds it by itself and asks it after each class.
 */
public final class Documented implements AfterAllCallback {
  /** Hears what bots hear. */
  static final FeedProbe TAP =
      new FeedProbe() {
        @Override
        public void heard(String source, String text, long atMs) {
          if (source.equals("socket")) {
            Documented.heard(text);
          }
        }

        @Override
        public void answered(HttpAnswer answer) {
          keepAnswer(exchange(answer));
        }
      };

  private static final int MAX_KEPT = 20;
  private static final int NOT_MODIFIED = 304;
  private static final String CONTENT_TYPE = "content-type";
  private static final SocketContract SOCKETS = SocketContract.ofThisCheckout();
  private static final HttpContract HTTP = HttpContract.ofThisCheckout();
  private static final AtomicLong MESSAGES = new AtomicLong();
  private static final AtomicLong ANSWERS = new AtomicLong();
  private static final List<String> COMPLAINTS = new CopyOnWriteArrayList<>();

  /** A message of the house. */
  static void heard(String text) {
    MESSAGES.incrementAndGet();
    keep(SOCKETS.complaintsOfTheHouse(text));
  }

  /** A message of our own page. */
  static void said(String text) {
    MESSAGES.incrementAndGet();
    keep(SOCKETS.complaintsOfAClient(text));
  }

  /** A request of our own page that has been answered; one of the API's, or of anything else. */
  static void answered(Request request) {
    URI url = URI.create(request.url());
    Response response = request.response();
    if (response == null || HTTP.operationId(asked(request, url)).isEmpty()) {
      return;
    }
    try {
      ApiExchange asked = asked(request, url);
      keepAnswer(
          new ApiExchange(
              asked.method(),
              asked.path(),
              asked.headers(),
              asked.requestBody(),
              response.status(),
              response.headers().getOrDefault(CONTENT_TYPE, ""),
              response.status() == NOT_MODIFIED ? "" : response.text()));
    } catch (PlaywrightException gone) {
      // a page that is left forgets what it was answered
    }
  }

  /** What the contract knows of an answer that a bot was given. */
  static ApiExchange exchange(HttpAnswer answer) {
    return new ApiExchange(
        answer.method(),
        answer.path(),
        answer.headers(),
        answer.requestBody(),
        answer.status(),
        answer.contentType(),
        answer.body());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.out.printf(
        "%,d messages and %,d answers were held against the documents%n",
        MESSAGES.getAndSet(0), ANSWERS.getAndSet(0));
    List<String> found = List.copyOf(COMPLAINTS);
    COMPLAINTS.clear();
    assertEquals(List.of(), found);
  }

  private static ApiExchange asked(Request request, URI url) {
    String query = url.getRawQuery();
    return new ApiExchange(
        request.method(),
        url.getRawPath() + (query == null ? "" : "?" + query),
        request.headers(),
        Objects.requireNonNullElse(request.postData(), ""),
        0,
        "",
        "");
  }

  private static void keepAnswer(ApiExchange seen) {
    ANSWERS.incrementAndGet();
    keep(HTTP.complaints(seen));
  }

  private static void keep(List<String> complaints) {
    if (COMPLAINTS.size() < MAX_KEPT) {
      COMPLAINTS.addAll(complaints);
    }
  }
}
