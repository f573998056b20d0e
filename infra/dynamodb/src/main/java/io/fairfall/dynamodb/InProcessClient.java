package io.fairfall.dynamodb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.embedded.DDBExceptionMappingInvocationHandler;
import software.amazon.dynamodb.services.local.server.DynamoDBRequestHandler;

/**
 * DynamoDB Local's own handler as a client, without what lies between: no HTTP, no signature, no
 * JSON. Conditions, expressions, sizes and transactions are judged by the same code as through the
 * port, on the same tables, and failures are the SDK's. There are no retries, timeouts,
 * interceptors or metered units; {@link EmbeddedDynamo#overHttp} has them. Closing it does nothing.
 */
final class InProcessClient implements DynamoDbClient {
  private final DynamoDBRequestHandler tables;
  private final List<Runnable> writes = new CopyOnWriteArrayList<>();

  InProcessClient(DynamoDBRequestHandler tables) {
    this.tables = tables;
  }

  /** The listener is called on the writer's thread and must not wait for anything. */
  void onWrite(Runnable listener) {
    writes.add(listener);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
    throw new UnsupportedOperationException("a client in the process has no configuration");
  }

  @Override
  public void close() {
    // the tables are closed with what they belong to
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return answer(tables::getItem, request);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return answer(tables::batchGetItem, request);
  }

  @Override
  public TransactGetItemsResponse transactGetItems(TransactGetItemsRequest request) {
    return answer(tables::transactGetItems, request);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return answer(tables::query, request);
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    return answer(tables::scan, request);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return write(tables::putItem, request);
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return write(tables::updateItem, request);
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    return write(tables::deleteItem, request);
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    return write(tables::batchWriteItem, request);
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    return write(tables::transactWriteItems, request);
  }

  @Override
  public CreateTableResponse createTable(CreateTableRequest request) {
    return answer(tables::createTable, request);
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    return answer(tables::describeTable, request);
  }

  @Override
  public DeleteTableResponse deleteTable(DeleteTableRequest request) {
    return answer(tables::deleteTable, request);
  }

  @Override
  public ListTablesResponse listTables(ListTablesRequest request) {
    return answer(tables::listTables, request);
  }

  @Override
  public UpdateTableResponse updateTable(UpdateTableRequest request) {
    return answer(tables::updateTable, request);
  }

  @Override
  public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
    return answer(tables::updateTimeToLive, request);
  }

  @Override
  public DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
    return answer(tables::describeTimeToLive, request);
  }

  /** A method of the handler. */
  private interface Call<Q, R> {
    R made(String accessKey, String region, Q request);
  }

  private <Q, R> R write(Call<Q, R> call, Q request) {
    R answer = answer(call, request);
    writes.forEach(Runnable::run);
    return answer;
  }

  private static <Q, R> R answer(Call<Q, R> call, Q request) {
    try {
      return call.made(EmbeddedDynamo.ACCESS_KEY, EmbeddedDynamo.REGION, request);
    } catch (DynamoDBLocalServiceException e) {
      throw asTheSdkHasIt(e);
    }
  }

  private static RuntimeException asTheSdkHasIt(DynamoDBLocalServiceException e) {
    try {
      DDBExceptionMappingInvocationHandler.handleDynamoDBLocalServiceException(e);
      return e;
    } catch (RuntimeException mapped) {
      return mapped;
    } catch (Throwable other) { // what the mapping declares
      throw new IllegalStateException("an error that is none of DynamoDB's", other);
    }
  }
}
