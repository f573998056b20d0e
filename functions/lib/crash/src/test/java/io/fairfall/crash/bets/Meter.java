package io.fairfall.crash.bets;

import io.fairfall.dynamodb.EmbeddedDynamo;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Counts round trips, request bytes and the capacity units that the store says it charged.
 *
 * <p>Of a transaction, DynamoDB Local reports two units however many items it writes. So these are
 * counted by the published rule instead: two units for each item and begun kilobyte.
 */
final class Meter implements ExecutionInterceptor {
  private int roundTrips;
  private long requestBytes;
  private double writeUnits;
  private double readUnits;

  /** A client whose every call is metered here. */
  DynamoDbClient client(EmbeddedDynamo dynamo) {
    return DynamoDbClient.builder()
        .endpointOverride(dynamo.endpoint())
        .region(Region.of(EmbeddedDynamo.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(EmbeddedDynamo.ACCESS_KEY, EmbeddedDynamo.SECRET_KEY)))
        .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(this))
        .build();
  }

  int roundTrips() {
    return roundTrips;
  }

  long requestBytes() {
    return requestBytes;
  }

  double writeUnits() {
    return writeUnits;
  }

  double readUnits() {
    return readUnits;
  }

  void reset() {
    roundTrips = 0;
    requestBytes = 0;
    writeUnits = 0;
    readUnits = 0;
  }

  void print(String operation) {
    System.out.printf(
        "%s: %d round trips, %.1f write units, %.1f read units, %d request bytes%n",
        operation, roundTrips, writeUnits, readUnits, requestBytes);
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
    return switch (context.request()) {
      case PutItemRequest put -> put.toBuilder().returnConsumedCapacity(total).build();
      case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(total).build();
      case QueryRequest query -> query.toBuilder().returnConsumedCapacity(total).build();
      case TransactWriteItemsRequest write -> {
        write.transactItems().forEach(item -> writeUnits += 2 * kilobytes(item.put().item()));
        yield write;
      }
      default -> context.request();
    };
  }

  @Override
  public void afterMarshalling(Context.AfterMarshalling context, ExecutionAttributes attributes) {
    requestBytes += context.requestBody().flatMap(body -> body.optionalContentLength()).orElse(0L);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    roundTrips++;
    switch (context.response()) {
      case PutItemResponse put -> writeUnits += units(put.consumedCapacity());
      case GetItemResponse get -> readUnits += units(get.consumedCapacity());
      case QueryResponse query -> readUnits += units(query.consumedCapacity());
      default -> {}
    }
  }

  private static long kilobytes(Map<String, AttributeValue> item) {
    long bytes =
        item.entrySet().stream()
            .mapToLong(attribute -> attribute.getKey().length() + bytes(attribute.getValue()))
            .sum();
    return (bytes + 1_023) / 1_024;
  }

  /** A number takes a byte for two digits and one more. */
  private static long bytes(AttributeValue value) {
    return value.s() == null
        ? value.n().length() / 2 + 2
        : value.s().getBytes(StandardCharsets.UTF_8).length;
  }

  private static double units(ConsumedCapacity consumed) {
    return Optional.ofNullable(consumed.capacityUnits()).orElse(0.0);
  }
}
