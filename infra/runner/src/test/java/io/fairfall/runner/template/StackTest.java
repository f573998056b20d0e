package io.fairfall.runner.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the real template, whole and with one mistake in it. */
class StackTest {
  private static final Path TEMPLATE = Path.of("../../template.yaml");
  private static final Map<String, String> LOCAL =
      Map.of(
          "Mode", "local",
          "EthereumRpcUrl", "http://127.0.0.1:8545",
          "HotWalletAddress", "0x" + "0f".repeat(20));
  private static String text = "";

  @TempDir Path folder;

  @BeforeAll
  static void readTemplate() throws IOException {
    text = Files.readString(TEMPLATE);
  }

  @Test
  void theWholeTemplateIsUnderstood() throws IOException {
    Stack stack = Stack.read(TEMPLATE, LOCAL);
    FunctionSpec play = function(stack, "PlayFunction");
    assertEquals("functions/crash-api/target/crash-api.zip", play.codeUri());
    assertEquals("io.fairfall.crashapi.CrashApiHandler", play.handlerClass());
    assertEquals(10, play.timeoutSeconds());
    assertEquals("AccountsTable", play.environment().get("ACCOUNTS_TABLE"));
    assertEquals(
        "arn:aws:lambda:us-east-1:000000000000:function:ConductorFunction:live",
        play.environment().get("CONDUCTOR_FUNCTION"));
    assertEquals(
        "ConductorFunction",
        function(stack, play.environment().getOrDefault("CONDUCTOR_FUNCTION", "")).logicalId());
    assertEquals(900, function(stack, "ConductorFunction").timeoutSeconds());
    assertEquals(0, function(stack, "ConductorFunction").retries());
    assertTrue(stack.tables().stream().anyMatch(table -> table.timeToLive().isPresent()));
    assertFalse(stack.schedules().isEmpty());
  }

  @Test
  void aSecretIsKnownByItsArnAndByWhatIsGenerated() throws IOException {
    Stack stack = Stack.read(TEMPLATE, LOCAL);
    SecretSpec keys = stack.secrets().getFirst();
    assertEquals(
        "arn:aws:secretsmanager:us-east-1:000000000000:secret:LedgerKeys-000000", keys.arn());
    assertEquals(
        keys.arn(), function(stack, "PlayFunction").environment().get("LEDGER_KEYS_SECRET"));
    assertEquals(Map.of("notBefore.1", "0"), keys.members());
    assertEquals("key.1", keys.randomMember());
    assertEquals(64, keys.randomLength());
  }

  @Test
  void aSecretThatIsWrittenOutIsRefused() {
    String sentence =
        mistake(
            "      GenerateSecretString:", "      SecretString: a\n      GenerateSecretString:");
    assertTrue(sentence.contains("LedgerKeys.SecretString is not understood"), sentence);
    assertTrue(
        mistake("'{\"notBefore.1\":\"0\"}'", "'{\"notBefore.1\":0}'")
            .contains("notBefore.1 is not a text"));
    assertTrue(mistake("'{\"notBefore.1\":\"0\"}'", "none").contains("is no JSON object"));
  }

  @Test
  void policiesNameWhatTheyAllow() throws IOException {
    Map<String, Object> statement =
        function(Stack.read(TEMPLATE, LOCAL), "HttpAuthorizerFunction").statements().getFirst();
    assertEquals(List.of("dynamodb:GetItem"), statement.get("Action"));
    assertEquals(
        "arn:aws:dynamodb:us-east-1:000000000000:table/SecretsTable", statement.get("Resource"));
  }

  @Test
  void routesKnowTheirAuthorizersAndWhetherTheyAnswer() throws IOException {
    Stack stack = Stack.read(TEMPLATE, LOCAL);
    HttpApiSpec http = stack.httpApi().orElseThrow();
    assertEquals(Optional.of("SessionAuthorizer"), route(http, "POST /v1/bets").authorizer());
    assertEquals(Optional.empty(), route(http, "GET /v1/rounds").authorizer());
    assertEquals(
        60, Objects.requireNonNull(http.authorizers().get("SessionAuthorizer")).cacheSeconds());
    WebSocketApiSpec sockets = stack.webSocketApi().orElseThrow();
    assertEquals("ws", sockets.stage());
    assertEquals(Optional.of("SocketAuthorizerFunction"), sockets.authorizer());
    assertTrue(Objects.requireNonNull(sockets.routes().get("bet")).answers());
    assertFalse(Objects.requireNonNull(sockets.routes().get("$connect")).answers());
  }

  @Test
  void streamsKeepTheirBounds() throws IOException {
    StreamSpec stream =
        Stack.read(TEMPLATE, LOCAL).streams().stream()
            .filter(spec -> spec.id().equals("ProjectorFunction.Accounts"))
            .findFirst()
            .orElseThrow();
    assertEquals("AccountsTable", stream.table());
    assertEquals(20, stream.maxRetries());
    assertEquals(2, stream.filters().size());
    assertTrue(stream.bisect() && stream.reportsItemFailures() && stream.fromTrimHorizon());
  }

  @Test
  void noStreamIsTriedForEverAndWhatIsGivenUpIsNamedSomewhere() throws IOException {
    for (StreamSpec stream : Stack.read(TEMPLATE, LOCAL).streams()) {
      assertTrue(stream.bisect() && stream.reportsItemFailures(), stream.id());
      assertTrue(stream.maxRetries() >= 1 && stream.maxRetries() <= 20, stream.id());
      assertTrue(
          stream.maxRecordAgeSeconds() > 0 && stream.maxRecordAgeSeconds() <= 3_600, stream.id());
      assertTrue(stream.onFailure().isPresent(), stream.id());
    }
  }

  @Test
  void onlyTheLocalModeHasAFaucet() throws IOException {
    assertTrue(Stack.read(TEMPLATE, LOCAL).functions().containsKey("FaucetFunction"));
    Map<String, String> cloud =
        Map.of("EthereumRpcUrl", "https://node.example", "HotWalletAddress", "0x" + "1".repeat(40));
    assertFalse(Stack.read(TEMPLATE, cloud).functions().containsKey("FaucetFunction"));
  }

  @Test
  void withoutAKeyOfTheHotWalletNobodySignsAndNoWithdrawalIsTaken() throws IOException {
    Stack stack = Stack.read(TEMPLATE, cloud(""));
    assertEquals(List.of(), signing(stack));
    assertEquals("false", environmentOf(stack).get("PAYS_WITHDRAWALS"));
    assertEquals("true", environmentOf(Stack.read(TEMPLATE, LOCAL)).get("PAYS_WITHDRAWALS"));
  }

  @Test
  void withAKeyOfTheHotWalletTheSenderAndTheMakerOfStatementsSignWithItAlone() throws IOException {
    String key = "arn:aws:kms:eu-west-1:123456789012:key/0b1c-2d";
    Stack stack = Stack.read(TEMPLATE, cloud(key));
    assertEquals(
        List.of("SolvencyFunction " + key, "WithdrawalsFunction " + key),
        signing(stack).stream().sorted().toList());
    assertEquals("true", environmentOf(stack).get("PAYS_WITHDRAWALS"));
    assertEquals(
        key, function(stack, "WithdrawalsFunction").environment().get("HOT_WALLET_KEY_ID"));
    for (String no : List.of("alias/hot-wallet", key + "*", "arn:aws:kms:::key/", " ")) {
      assertThrows(TemplateException.class, () -> Stack.read(TEMPLATE, cloud(no)), no);
    }
  }

  private static Map<String, String> environmentOf(Stack stack) {
    return function(stack, "PlayFunction").environment();
  }

  private static Map<String, String> cloud(String key) {
    return Map.of(
        "EthereumRpcUrl",
        "https://node.example",
        "HotWalletAddress",
        "0x" + "1".repeat(40),
        "HotWalletKeyId",
        key);
  }

  /** Who may sign, and with what. */
  private static List<String> signing(Stack stack) {
    return stack.functions().values().stream()
        .flatMap(
            function ->
                function.statements().stream()
                    .filter(statement -> statement.toString().contains("kms:"))
                    .map(statement -> function.logicalId() + " " + statement.get("Resource")))
        .toList();
  }

  @Test
  void anUnknownPropertyIsRefusedWithItsLine() {
    String sentence = mistake("    Timeout: 10\n", "    Timeout: 10\n    Layers: [one]\n");
    assertTrue(sentence.contains("Globals.Function.Layers is not understood"), sentence);
    int line = text.substring(0, text.indexOf("    Timeout: 10\n")).split("\n", -1).length + 1;
    assertTrue(sentence.startsWith("template.yaml line " + line + ": "), sentence);
  }

  @Test
  void anUnknownResourceTypeIsRefused() {
    assertTrue(
        mistake("AWS::SQS::Queue", "AWS::SNS::Topic").contains("AWS::SNS::Topic"),
        "names the type");
  }

  @Test
  void anUnknownIntrinsicIsRefused() {
    String sentence = mistake("!Ref MinStake", "!ImportValue MinStake");
    assertTrue(sentence.contains("!ImportValue is not understood"), sentence);
  }

  @Test
  void anUnknownNameIsRefused() {
    String sentence = mistake("!Ref MinStake", "!Ref MinSteak");
    assertTrue(sentence.contains("MinSteak is not known"), sentence);
  }

  @Test
  void anUnknownEventTypeIsRefused() {
    String sentence = mistake("Type: ScheduleV2", "Type: Kinesis");
    assertTrue(sentence.contains("ConductorFunction.Events.Tick") || sentence.contains("Kinesis"));
  }

  @Test
  void aParameterOutOfBoundsIsRefused() {
    TemplateException error =
        assertThrows(
            TemplateException.class,
            () ->
                Stack.read(
                    TEMPLATE,
                    Map.of(
                        "EthereumRpcUrl", "http://127.0.0.1:8545",
                        "HotWalletAddress", "0x" + "1".repeat(40),
                        "BettingMs", "10")));
    assertTrue(error.sentence().contains("parameter BettingMs is 10"), error.sentence());
  }

  private String mistake(String right, String wrong) {
    int at = text.indexOf(right);
    assertTrue(at >= 0, "the template has " + right);
    String mistaken = text.substring(0, at) + wrong + text.substring(at + right.length());
    try {
      Path file = Files.writeString(folder.resolve("template.yaml"), mistaken);
      return assertThrows(TemplateException.class, () -> Stack.read(file, LOCAL)).sentence();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FunctionSpec function(Stack stack, String reference) {
    return stack.function(reference).orElseThrow();
  }

  private static HttpApiSpec.Route route(HttpApiSpec api, String key) {
    return api.routes().stream().filter(r -> r.key().equals(key)).findFirst().orElseThrow();
  }
}
