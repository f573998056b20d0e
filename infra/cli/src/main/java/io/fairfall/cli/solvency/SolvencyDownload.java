package io.fairfall.cli.solvency;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Statements and proofs as a house publishes them, each as the very text that it answers: they are
 * checked elsewhere, and nothing is read of them here.
 */
public final class SolvencyDownload {
  /** The largest answer that is read, in bytes: two statements and their list take less. */
  static final int MAX_BYTES = 2 * PlainJson.MAX_CHARS + 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String LIST = "\\s*\\{\\s*\"statements\"\\s*:\\s*\\[(.*)]\\s*}\\s*";

  private final URI house;
  private final Duration patience;

  /**
   * @param house where the house's API is, like {@code https://house.example}
   * @throws SolvencyDownloadException if it is no such place, or one that would see a session's
   *     token in clear text
   */
  public SolvencyDownload(URI house) {
    this(house, PATIENCE);
  }

  SolvencyDownload(URI house, Duration patience) {
    boolean isSafe = "https".equals(house.getScheme()) || isHere(house);
    if (house.getHost() == null || !isSafe) {
      throw new SolvencyDownloadException(
          house + " is no house: give its address, like https://house.example.");
    }
    this.house = house;
    this.patience = patience;
  }

  private static boolean isHere(URI house) {
    try {
      return "http".equals(house.getScheme())
          && InetAddress.getByName(Objects.requireNonNullElse(house.getHost(), "."))
              .isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  /**
   * A statement and the one before it, if there is one.
   *
   * @param number the statement's; 0 for the newest
   * @return one or two texts, the newer first
   * @throws SolvencyDownloadException if the house does not answer with it
   */
  public List<String> statements(long number) {
    String before = number == 0 ? "" : "&before=" + (number + 1);
    String body = get("/v1/solvency?limit=2" + before, "");
    if (!body.matches("(?s)" + LIST)) {
      throw new SolvencyDownloadException("The house's answer is no list of statements.");
    }
    List<String> found = objects(body.replaceFirst("(?s)" + LIST, "$1"));
    if (found.isEmpty()) {
      throw new SolvencyDownloadException(
          number == 0
              ? "The house has made no statement yet: it makes one each hour."
              : "The house has no statement " + number + ".");
    }
    if (number != 0 && StatementFile.read(found.getFirst()).number() != number) {
      throw new SolvencyDownloadException("The house has no statement " + number + ".");
    }
    return found;
  }

  /**
   * A player's proof in a statement.
   *
   * @param statement the statement
   * @param token of the player's session
   * @throws SolvencyDownloadException if the house does not answer with it
   */
  public String proof(String statement, String token) {
    if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
      throw new SolvencyDownloadException(
          "The file with the token has something else in it: sign in again and copy the token.");
    }
    return get("/v1/solvency/" + StatementFile.read(statement).number() + "/proof", token);
  }

  private String get(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.resolve(path))
            .timeout(patience)
            .header("accept", "application/json");
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = send(request.build());
    return switch (answer.statusCode()) {
      case 200 -> answer.body();
      case 401, 403 ->
          throw new SolvencyDownloadException(
              "The house does not know this session: sign in again and copy the new token.");
      case 404 ->
          throw new SolvencyDownloadException(
              token.isEmpty()
                  ? "There is no Fairfall at " + house + "."
                  : "The house has no proof of this player in that statement. It keeps those of the"
                      + " three newest, of players that had an account by then.");
      case 429 ->
          throw new SolvencyDownloadException("The house is asked too much: try in a minute.");
      default ->
          throw new SolvencyDownloadException(
              "The house answers " + path + " with " + answer.statusCode() + ": try again later.");
    };
  }

  private HttpResponse<String> send(HttpRequest request) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build()) {
      HttpResponse.BodyHandler<String> text =
          HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1);
      return client.send(request, HttpResponse.BodyHandlers.limiting(text, MAX_BYTES));
    } catch (IOException unanswered) {
      throw new SolvencyDownloadException(
          "The house at " + house + " did not answer, or with too much: " + unanswered.getMessage(),
          unanswered);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SolvencyDownloadException("Stopped before it was answered.", stopped);
    }
  }

  /** The texts of the objects of a list; what is none is left for whoever reads them. */
  private static List<String> objects(String list) {
    List<String> objects = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    boolean isText = false;
    for (int at = 0; at < list.length(); at++) {
      char c = list.charAt(at);
      if (c == '"') {
        isText = !isText;
      } else if (!isText && c == '{') {
        begin = depth++ == 0 ? at : begin;
      } else if (!isText && c == '}' && --depth == 0) {
        objects.add(list.substring(begin, at + 1));
      }
    }
    if (depth != 0 || isText || objects.isEmpty() != list.isBlank()) {
      throw new SolvencyDownloadException("The house's answer is no list of statements.");
    }
    return objects;
  }
}
