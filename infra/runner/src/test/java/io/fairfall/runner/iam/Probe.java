package io.fairfall.runner.iam;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A function that writes with a client of its own, as handlers do, and tells how it was denied. */
public final class Probe implements Supplier<String> {

  @Override
  public String get() {
    try (DynamoDbClient dynamo =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build()) {
      dynamo.putItem(
          put -> put.tableName("Accounts").item(Map.of("journal", AttributeValue.fromS("game"))));
      return "written";
    } catch (AwsServiceException denied) {
      return String.valueOf(denied.getMessage());
    }
  }
}
