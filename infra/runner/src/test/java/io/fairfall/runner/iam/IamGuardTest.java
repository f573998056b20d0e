package io.fairfall.runner.iam;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Real clients, a real DynamoDB, and a policy between them. */
@Tag("integration")
final class IamGuardTest {
  private static final String SCOPE = "us-east-1:000000000000";
  private static final String ACCOUNTS = "arn:aws:dynamodb:" + SCOPE + ":table/Accounts";
  private static final String CONDUCTOR = "arn:aws:lambda:" + SCOPE + ":function:Conductor:live";
  private static final String KEYS =
      "arn:aws:secretsmanager:" + SCOPE + ":secret:LedgerKeys-000000";
  private static final String WALLET_KEY = "arn:aws:kms:" + SCOPE + ":key/hot-wallet";
  private static final GuardJar JAR =
      new GuardJar(
          SCOPE,
          "arn:aws:execute-api:" + SCOPE + ":WsApi/ws",
          Map.of("Accounts", "journal", "Secrets", "pk"));

  private static final List<Map<String, Object>> STATEMENTS =
      List.of(
          Map.of(
              "Effect",
              "Allow",
              "Action",
              List.of("dynamodb:PutItem", "dynamodb:query", "dynamodb:Batch*"),
              "Resource",
              ACCOUNTS,
              "Condition",
              when("ForAllValues:StringLike", "account:*")),
          Map.of("Effect", "Allow", "Action", "dynamodb:Scan", "Resource", ACCOUNTS),
          Map.of(
              "Effect", "Deny",
              "Action", "*",
              "Resource", "*",
              "Condition", when("ForAnyValue:StringEquals", "account:frozen")),
          Map.of("Effect", "Allow", "Action", "lambda:InvokeFunction", "Resource", CONDUCTOR),
          Map.of("Effect", "Allow", "Action", "secretsmanager:GetSecretValue", "Resource", KEYS),
          Map.of("Effect", "Allow", "Action", "kms:Sign", "Resource", WALLET_KEY),
          Map.of(
              "Effect", "Allow",
              "Action", "execute-api:ManageConnections",
              "Resource", "arn:aws:execute-api:" + SCOPE + ":WsApi/ws/POST/@connections/*"));

  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();
  private static final DynamoDbClient GUARDED =
      guarded(DynamoDbClient.builder(), DYNAMO.endpoint()).build();

  @BeforeAll
  static void createTables() {
    DYNAMO.createJournalTable("Accounts");
    DYNAMO.createKeyedTable("Secrets");
  }

  @AfterAll
  static void close() {
    GUARDED.close();
    DYNAMO.close();
  }

  @Test
  void anAllowedCallReachesTheTable() {
    put("account:ann", 1);
    assertEquals(
        1,
        GUARDED
            .query(
                query ->
                    query
                        .tableName("Accounts")
                        .keyConditionExpression("#j = :j AND version < :v")
                        .expressionAttributeNames(Map.of("#j", "journal"))
                        .expressionAttributeValues(
                            Map.of(
                                ":j", AttributeValue.fromS("account:ann"),
                                ":v", AttributeValue.fromN("9"))))
            .count());
  }

  @Test
  void anActionThatNoStatementNamesIsDenied() {
    AwsServiceException denied =
        denied(() -> GUARDED.deleteItem(d -> d.tableName("Accounts").key(item("account:ann", 1))));
    assertEquals(400, denied.statusCode());
    assertEquals("AccessDeniedException", denied.awsErrorDetails().errorCode());
    assertEquals(
        "Play is not authorized to perform dynamodb:DeleteItem on "
            + ACCOUNTS
            + " with the keys account:ann: no statement of its policy allows it.",
        denied.awsErrorDetails().errorMessage());
  }

  @Test
  void aForeignKeyIsDeniedAndWritesNothing() {
    denied(() -> put("game", 1));
    assertTrue(
        DYNAMO
            .client()
            .getItem(get -> get.tableName("Accounts").key(item("game", 1)))
            .item()
            .isEmpty());
  }

  @Test
  void aQueryOfAForeignKeyIsDenied() {
    denied(
        () ->
            GUARDED.query(
                query ->
                    query
                        .tableName("Accounts")
                        .keyConditionExpression("journal = :j")
                        .expressionAttributeValues(Map.of(":j", AttributeValue.fromS("game")))));
  }

  @Test
  void anotherTableIsDenied() {
    denied(
        () ->
            GUARDED.putItem(
                put ->
                    put.tableName("Secrets")
                        .item(Map.of("pk", AttributeValue.fromS("account:ann")))));
  }

  @Test
  void aTransactionWithOneForeignKeyIsDeniedAsAWhole() {
    denied(() -> transact("account:bob", "game"));
    assertDoesNotThrow(() -> transact("account:bob", "account:cyd"));
  }

  @Test
  void aBatchIsJudgedWithAllItsKeys() {
    denied(() -> batch("account:dan", "game"));
    assertDoesNotThrow(() -> batch("account:dan", "account:eve"));
  }

  @Test
  void aScanNamesNoKeyAndNeedsAStatementOfItsOwn() {
    assertDoesNotThrow(() -> GUARDED.scan(scan -> scan.tableName("Accounts")));
    denied(() -> GUARDED.scan(scan -> scan.tableName("Secrets")));
  }

  @Test
  void aDenialBeatsAPermission() {
    AwsServiceException denied = denied(() -> put("account:frozen", 1));
    assertTrue(String.valueOf(denied.getMessage()).contains("a statement of its policy denies it"));
  }

  @Test
  void onlyTheNamedFunctionMayBeInvoked() {
    try (LambdaClient lambda = guarded(LambdaClient.builder(), NOWHERE).build()) {
      assertUnanswered(() -> lambda.invoke(i -> i.functionName(CONDUCTOR)));
      assertUnanswered(() -> lambda.invoke(i -> i.functionName("Conductor:live")));
      assertUnanswered(() -> lambda.invoke(i -> i.functionName("Conductor").qualifier("live")));
      assertEquals(403, denied(() -> lambda.invoke(i -> i.functionName("Conductor"))).statusCode());
    }
  }

  @Test
  void connectionsMayBePostedToButNotDeleted() {
    try (ApiGatewayManagementApiClient connections =
        guarded(ApiGatewayManagementApiClient.builder(), NOWHERE).build()) {
      assertUnanswered(() -> connections.postToConnection(p -> p.connectionId("abc=")));
      denied(() -> connections.deleteConnection(d -> d.connectionId("abc=")));
    }
  }

  @Test
  void onlyTheNamedSecretMayBeReadAndByItsArn() {
    try (SecretsManagerClient secrets = guarded(SecretsManagerClient.builder(), NOWHERE).build()) {
      assertUnanswered(() -> secrets.getSecretValue(get -> get.secretId(KEYS)));
      String other = KEYS.replace("LedgerKeys", "OtherKeys");
      assertEquals(
          403, denied(() -> secrets.getSecretValue(get -> get.secretId(other))).statusCode());
      denied(() -> secrets.putSecretValue(put -> put.secretId(KEYS).secretString("{}")));
      assertThrows(
          IllegalStateException.class,
          () -> secrets.getSecretValue(get -> get.secretId("LedgerKeys")));
    }
  }

  @Test
  void onlyTheNamedKeyMaySignAndByItsArn() {
    try (KmsClient kms = guarded(KmsClient.builder(), NOWHERE).build()) {
      assertUnanswered(() -> kms.sign(sign -> sign.keyId(WALLET_KEY)));
      assertEquals(403, denied(() -> kms.sign(sign -> sign.keyId(WALLET_KEY + "1"))).statusCode());
      denied(() -> kms.getPublicKey(get -> get.keyId(WALLET_KEY)));
      assertThrows(
          IllegalStateException.class, () -> kms.sign(sign -> sign.keyId("alias/hot-wallet")));
      denied(() -> kms.scheduleKeyDeletion(d -> d.keyId("k")));
    }
  }

  @Test
  void anOperationThatTheGuardDoesNotKnowIsRefused() {
    assertThrows(IllegalStateException.class, () -> GUARDED.listTables());
  }

  private static Map<String, Object> when(String operator, String... keys) {
    return Map.of(operator, Map.of("dynamodb:LeadingKeys", List.of(keys)));
  }

  private static void put(String journal, int version) {
    GUARDED.putItem(put -> put.tableName("Accounts").item(item(journal, version)));
  }

  private static void transact(String... journals) {
    GUARDED.transactWriteItems(
        transaction ->
            transaction.transactItems(
                List.of(journals).stream()
                    .map(
                        journal ->
                            TransactWriteItem.builder()
                                .put(put -> put.tableName("Accounts").item(item(journal, 1)))
                                .build())
                    .toList()));
  }

  private static void batch(String... journals) {
    GUARDED.batchWriteItem(
        batch ->
            batch.requestItems(
                Map.of(
                    "Accounts",
                    List.of(journals).stream()
                        .map(
                            journal ->
                                WriteRequest.builder()
                                    .putRequest(put -> put.item(item(journal, 1)))
                                    .build())
                        .toList())));
  }

  private static Map<String, AttributeValue> item(String journal, int version) {
    return Map.of(
        "journal", AttributeValue.fromS(journal),
        "version", AttributeValue.fromN(Integer.toString(version)));
  }

  private static AwsServiceException denied(Executable call) {
    return assertThrows(AwsServiceException.class, call);
  }

  /** The guard let it pass: it failed later, because nothing listens at its address. */
  private static void assertUnanswered(Executable call) {
    assertThrows(SdkClientException.class, call);
  }

  private static <B extends AwsClientBuilder<B, ?>> B guarded(B builder, URI endpoint) {
    IamGuard guard =
        new IamGuard(GuardSettings.read(JsonNode.parser().parse(JAR.json("Play", STATEMENTS))));
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(guard));
  }
}
