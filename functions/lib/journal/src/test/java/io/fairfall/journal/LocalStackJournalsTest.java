package io.fairfall.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * On LocalStack, where Docker is there to run it, or on whatever the variable {@code
 * FAIRFALL_DYNAMODB_ENDPOINT} points at.
 */
@Tag("integration")
class LocalStackJournalsTest extends JournalsContract {
  /** Later images want a licence token. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  private static final String TABLE = "journals-" + UUID.randomUUID();

  private static @Nullable LocalStackContainer container;
  private static @Nullable DynamoDbClient client;

  @BeforeAll
  static void start() {
    Optional<String> endpoint = Optional.ofNullable(System.getenv("FAIRFALL_DYNAMODB_ENDPOINT"));
    if (endpoint.isEmpty() && !DockerClientFactory.instance().isDockerAvailable()) {
      return;
    }
    DynamoDbClient started =
        client(endpoint.map(URI::create).orElseGet(LocalStackJournalsTest::localStack));
    started.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    attribute("journal", ScalarAttributeType.S),
                    attribute("version", ScalarAttributeType.N))
                .keySchema(key("journal", KeyType.HASH), key("version", KeyType.RANGE)));
    started.waiter().waitUntilTableExists(table -> table.tableName(TABLE));
    client = started;
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.deleteTable(table -> table.tableName(TABLE));
      client.close();
    }
    if (container != null) {
      container.close();
    }
  }

  @BeforeEach
  void skipWithoutAServer() {
    assumeTrue(
        client != null,
        "SKIPPED: no Docker to run LocalStack, and FAIRFALL_DYNAMODB_ENDPOINT is not set");
  }

  @Override
  Journals journals() {
    return new DynamoJournals(Objects.requireNonNull(client), TABLE);
  }

  private static URI localStack() {
    LocalStackContainer started = new LocalStackContainer(IMAGE).withServices("dynamodb");
    started.start();
    container = started;
    return started.getEndpoint();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
