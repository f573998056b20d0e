package io.fairfall.cli.admin;

import io.fairfall.load.Tree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A system that runs on this machine, which tells on {@code /dev/status} where its parts are. */
public final class RunningSystem {
  /** What answers Lambda's and Secrets Manager's calls. */
  public static final String CONTROL = "control";

  /** What answers DynamoDB's. */
  public static final String DYNAMODB = "dynamodb";

  private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(5);

  private RunningSystem() {}

  /** Commands must not leave this machine unless AWS is named. */
  private static void requireLoopback(URI origin) {
    try {
      if (InetAddress.getByName(Objects.requireNonNullElse(origin.getHost(), ""))
          .isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException unknown) {
      // said below
    }
    throw new AdminCommandException(
        origin + " is not on this machine: say what it is called on AWS instead.");
  }

  /**
   * The port of a part.
   *
   * @param origin where the system's page is, like {@code http://localhost:8080}
   * @throws AdminCommandException if nothing runs there, or not on this machine
   */
  public static int port(URI origin, String part) {
    requireLoopback(origin);
    Tree status = status(origin);
    return status.at("parts").items().stream()
        .filter(one -> one.at("name").text().filter(part::equals).isPresent())
        .mapToInt(one -> (int) one.number("port"))
        .findFirst()
        .orElseThrow(() -> nothingThere(origin, null));
  }

  private static Tree status(URI origin) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(origin.resolve("/dev/status")).timeout(STATUS_TIMEOUT).build();
      return Tree.read(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | IllegalArgumentException nobody) {
      throw nothingThere(origin, nobody);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AdminCommandException("Stopped before it was answered.", stopped);
    }
  }

  private static AdminCommandException nothingThere(URI origin, @Nullable Exception cause) {
    String sentence =
        "No Fairfall runs at " + origin + ": start one with ./run, or say where it is with --url.";
    return cause == null
        ? new AdminCommandException(sentence)
        : new AdminCommandException(sentence, cause);
  }
}
