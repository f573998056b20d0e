package io.fairfall.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What is asked in the process is answered and refused as what is asked over HTTP. */
@Tag("integration")
class ClientsAgreeTest {
  private static final int ITEM_LIMIT = 400 * 1024;

  interface Question {
    /** What the client answers; it throws what the client throws. */
    Object ask(DynamoDbClient client);
  }

  private static Arguments asked(String name, Question question) {
    return Arguments.of(Named.of(name, question));
  }

  static Stream<Arguments> questions() {
    return Stream.of(reads(), writes(), changes(), transactions(), tables()).flatMap(one -> one);
  }

  private static Stream<Arguments> reads() {
    return Stream.of(
        asked(
            "get",
            c ->
                c.getItem(get -> get.tableName("items").key(key("a", 1)).consistentRead(true))
                    .item()),
        asked(
            "get nothing",
            c -> c.getItem(get -> get.tableName("items").key(key("z", 1))).hasItem()),
        asked(
            "query pages",
            c ->
                c
                    .queryPaginator(
                        query ->
                            query
                                .tableName("items")
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", text("a")))
                                .limit(2))
                    .items()
                    .stream()
                    .toList()),
        asked(
            "scan pages",
            c ->
                c.scanPaginator(scan -> scan.tableName("items").limit(2)).items().stream()
                    .map(Object::toString)
                    .sorted()
                    .toList()),
        asked(
            "batch get",
            c ->
                c.batchGetItem(
                        get ->
                            get.requestItems(
                                Map.of(
                                    "items",
                                    KeysAndAttributes.builder()
                                        .keys(List.of(key("a", 1), key("z", 9)))
                                        .build())))
                    .responses()));
  }

  private static Stream<Arguments> writes() {
    return Stream.of(
        asked(
            "put",
            c -> c.putItem(put -> put.tableName("items").item(item("b", 1, "new"))).attributes()),
        asked(
            "put taken",
            c ->
                c.putItem(
                    put ->
                        put.tableName("items")
                            .item(item("a", 1, "other"))
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD))),
        asked(
            "put taken untold",
            c ->
                c.putItem(
                    put ->
                        put.tableName("items")
                            .item(item("a", 1, "other"))
                            .conditionExpression("attribute_not_exists(pk)"))),
        asked(
            "put too large",
            c ->
                c.putItem(
                    put -> put.tableName("items").item(item("c", 1, "x".repeat(ITEM_LIMIT))))),
        asked(
            "put without key",
            c -> c.putItem(put -> put.tableName("items").item(Map.of("pk", text("c"))))),
        asked(
            "put odd number",
            c ->
                c.putItem(
                    put ->
                        put.tableName("items")
                            .item(
                                Map.of(
                                    "pk", text("c"),
                                    "sk", number(1),
                                    "n", AttributeValue.fromN("9".repeat(39)))))));
  }

  private static Stream<Arguments> changes() {
    return Stream.of(
        asked(
            "update",
            c ->
                c.updateItem(
                        update ->
                            update
                                .tableName("items")
                                .key(key("a", 1))
                                .updateExpression("ADD hits :one")
                                .expressionAttributeValues(Map.of(":one", number(1)))
                                .returnValues(ReturnValue.ALL_NEW))
                    .attributes()),
        asked(
            "update nonsense",
            c ->
                c.updateItem(
                    update ->
                        update.tableName("items").key(key("a", 1)).updateExpression("ADD hits"))),
        asked(
            "delete",
            c ->
                c.deleteItem(
                        delete ->
                            delete
                                .tableName("items")
                                .key(key("a", 2))
                                .returnValues(ReturnValue.ALL_OLD))
                    .attributes()),
        asked(
            "batch write",
            c ->
                c.batchWriteItem(
                        write ->
                            write.requestItems(
                                Map.of(
                                    "items",
                                    List.of(
                                        WriteRequest.builder()
                                            .putRequest(put -> put.item(item("d", 1, "batch")))
                                            .build()))))
                    .unprocessedItems()));
  }

  private static Stream<Arguments> transactions() {
    return Stream.of(
        asked(
            "transaction",
            c -> c.transactWriteItems(all -> all.transactItems(put("e", 1), put("f", 1)))),
        asked(
            "transaction taken",
            c -> c.transactWriteItems(all -> all.transactItems(put("g", 1), put("a", 1)))),
        asked(
            "transaction too long",
            c -> {
              List<TransactWriteItem> items = new ArrayList<>();
              for (int i = 0; i < 101; i++) {
                items.add(put("h", i));
              }
              return c.transactWriteItems(all -> all.transactItems(items));
            }),
        asked(
            "transaction read",
            c ->
                c.transactGetItems(
                        all ->
                            all.transactItems(
                                TransactGetItem.builder()
                                    .get(get -> get.tableName("items").key(key("a", 1)))
                                    .build()))
                    .responses()));
  }

  private static Stream<Arguments> tables() {
    return Stream.of(
        asked("no table", c -> c.getItem(get -> get.tableName("none").key(key("a", 1)))),
        asked(
            "expire",
            c ->
                c.updateTimeToLive(
                        live ->
                            live.tableName("items")
                                .timeToLiveSpecification(
                                    it -> it.enabled(true).attributeName("expiresAt")))
                    .timeToLiveSpecification()),
        asked(
            "expires",
            c -> c.describeTimeToLive(live -> live.tableName("items")).timeToLiveDescription()),
        asked(
            "follow",
            c ->
                c.updateTable(
                        table ->
                            table
                                .tableName("items")
                                .streamSpecification(
                                    it -> it.streamEnabled(true).streamViewType("NEW_IMAGE")))
                    .tableDescription()
                    .streamSpecification()),
        asked(
            "describe",
            c -> c.describeTable(table -> table.tableName("items")).table().keySchema()),
        asked("tables", c -> c.listTables().tableNames()),
        asked("make again", ClientsAgreeTest::create),
        asked(
            "remove",
            c -> c.deleteTable(table -> table.tableName("items")).tableDescription().tableName()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void bothAnswerAlike(Question question) {
    List<List<String>> seen = new ArrayList<>();
    for (boolean isOverHttp : List.of(true, false)) {
      try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
          DynamoDbClient client =
              isOverHttp ? dynamo.overHttp() : new InProcessClient(dynamo.tables())) {
        dynamo.createKeyedTable("other");
        create(client);
        for (int i = 1; i <= 5; i++) {
          int sk = i;
          client.putItem(put -> put.tableName("items").item(item("a", sk, "kept")));
        }
        List<String> told = new ArrayList<>();
        told.add(answer(client, question));
        told.addAll(dynamo.contents());
        seen.add(told);
      }
    }
    assertEquals(seen.getFirst(), seen.getLast());
  }

  private static Object create(DynamoDbClient client) {
    return client.createTable(
        CreateTableRequest.builder()
            .tableName("items")
            .attributeDefinitions(
                AttributeDefinition.builder().attributeName("pk").attributeType("S").build(),
                AttributeDefinition.builder().attributeName("sk").attributeType("N").build())
            .keySchema(
                KeySchemaElement.builder().attributeName("pk").keyType("HASH").build(),
                KeySchemaElement.builder().attributeName("sk").keyType("RANGE").build())
            .billingMode("PAY_PER_REQUEST")
            .build());
  }

  private static String answer(DynamoDbClient client, Question question) {
    try {
      return String.valueOf(question.ask(client));
    } catch (ConditionalCheckFailedException e) {
      return refusal(e) + " " + (e.hasItem() ? new TreeMap<>(e.item()) : "untold");
    } catch (TransactionCanceledException e) {
      return refusal(e) + " " + e.cancellationReasons();
    } catch (DynamoDbException e) {
      return refusal(e);
    }
  }

  private static String refusal(DynamoDbException e) {
    return e.getClass().getName()
        + " "
        + e.statusCode()
        + " "
        + Objects.requireNonNull(e.awsErrorDetails()).errorCode()
        + " "
        + Objects.requireNonNull(e.awsErrorDetails()).errorMessage();
  }

  private static TransactWriteItem put(String pk, int sk) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName("items")
                .item(item(pk, sk, "transaction"))
                .conditionExpression("attribute_not_exists(pk)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build())
        .build();
  }

  private static Map<String, AttributeValue> key(String pk, int sk) {
    return Map.of("pk", text(pk), "sk", number(sk));
  }

  private static Map<String, AttributeValue> item(String pk, int sk, String body) {
    return Map.of("pk", text(pk), "sk", number(sk), "body", text(body));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }
}
