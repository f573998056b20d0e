package io.fairfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a house publishes, checked over HTTP, from houses that answer rightly and otherwise. */
class VerifySolvencyOfAHouseTest {
  private static final Path SAMPLE = Path.of("../../web/test/solvency-sample.txt");
  private static final String TOKEN = "header.claims.seal";
  private static final String PROOF = "/v1/solvency/1/proof";

  @TempDir private Path folder = Path.of("");
  private final StringWriter said = new StringWriter();
  private HttpServer server = server();
  private String statement = "";
  private String proof = "";
  private String list = "";
  private int status = 200;
  private final List<String> asked = new ArrayList<>();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void open() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);
    statement = lines.getFirst();
    proof = lines.getLast();
    list = "{\"statements\":[" + statement + "]}";
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    boolean isProof = exchange.getRequestURI().getPath().equals(PROOF);
    String session = exchange.getRequestHeaders().getFirst("authorization");
    boolean isRefused = isProof && !("Bearer " + TOKEN).equals(session);
    byte[] body = (isProof ? proof : list).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(isRefused ? 401 : status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int run(Object... words) {
    said.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("solvency", "--url", house()));
    List.of(words).forEach(word -> all.add(word.toString()));
    PrintWriter out = new PrintWriter(said, true);
    return new CommandLine(new VerifyCommand())
        .setOut(out)
        .setErr(out)
        .execute(all.toArray(String[]::new));
  }

  private String house() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private Path token(String text) {
    try {
      return Files.writeString(folder.resolve("token"), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void says(String words) {
    assertTrue(said.toString().contains(words), said.toString());
  }

  @Test
  void theNewestStatementAndAPlayersProofHold() {
    assertEquals(0, run(), said.toString());
    says("Statement 1 of chain 31337");
    assertEquals(List.of("/v1/solvency?limit=2"), asked);
    assertEquals(0, run("--token-file", token(TOKEN + "\n"), "--number", 1));
    says("1500000000000000007 wei of it are this player's");
    assertTrue(asked.contains("/v1/solvency?limit=2&before=2"), asked.toString());
    assertFalse(said.toString().contains(TOKEN));
  }

  @Test
  void whatDoesNotHoldIsRefusedByItsWord() {
    list = list.replace("\"liabilities\":\"3", "\"liabilities\":\"1");
    assertEquals(1, run());
    says("Refused: SIGNATURE");
    list = "{\"statements\":[" + statement + "," + statement + "]}";
    assertEquals(1, run());
    says("Refused: PREVIOUS");
    list = "{\"statements\":[" + statement + "]}";
    proof = proof.replace("\"amount\":\"1", "\"amount\":\"2");
    assertEquals(1, run("--token-file", token(TOKEN)));
    says("Refused: ROOT");
    assertEquals(1, run("--token-file", token(TOKEN), "--player", "0xa"));
    says("Refused: PLAYER");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertEquals(2, run("--number", 7));
    says("The house has no statement 7.");
    list = "{\"statements\":[]}";
    assertEquals(2, run());
    says("no statement yet");
    status = 404;
    assertEquals(2, run());
    says("There is no Fairfall at");
    status = 503;
    assertEquals(2, run());
    says("503: try again later");
  }

  @Test
  void anAnswerOfAnotherKindIsNotRead() {
    for (String other :
        List.of(
            "<html>", "{\"statements\":[1]}", "{\"statements\":[{]}", "{\"statements\":\"\"}")) {
      list = other;
      assertEquals(2, run(), other);
      says("no list of statements");
    }
    list = "{\"statements\":[" + statement + "]" + " ".repeat(70_000) + "}";
    assertEquals(2, run());
    says("did not answer, or with too much");
  }

  @Test
  void aSessionThatIsNotKnownIsToBeRenewed() {
    assertEquals(2, run("--token-file", token("another.one")));
    says("sign in again");
    assertEquals(2, run("--token-file", token("no token\r\nx: y")));
    says("something else in it");
    status = 200;
    proof = "{}";
    assertEquals(1, run("--token-file", token(TOKEN)));
    says("Refused: MALFORMED");
  }

  @Test
  void aHouseThatIsNoneAndOptionsThatDoNotGoTogetherAreRefused() {
    assertEquals(2, run("--leaf", token("x")));
    says("everything is fetched");
    String[] clear = {"solvency", "--url", "http://192.0.2.1"};
    PrintWriter out = new PrintWriter(said, true);
    assertEquals(2, new CommandLine(new VerifyCommand()).setOut(out).setErr(out).execute(clear));
    says("is no house: give its address");
    server.stop(0);
    assertEquals(2, run());
    says("did not answer");
  }
}
