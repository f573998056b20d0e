package io.fairfall.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The whole answer of a query, which a table gives in pages of a megabyte. The pages are bounded,
 * and an answer that goes on after them is an exception, never what was read so far.
 */
public final class ItemPages {
  private ItemPages() {}

  /**
   * The items of all pages.
   *
   * @throws StoreUnavailableException if the table does not answer
   * @throws IllegalStateException if there are more pages
   */
  public static List<Map<String, AttributeValue>> all(
      DynamoDbClient dynamo, QueryRequest query, int maxPages) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    boolean isWhole =
        each(
            dynamo,
            query,
            maxPages,
            page -> {
              items.addAll(page.items());
              return true;
            });
    if (!isWhole) {
      throw new IllegalStateException(
          "%s holds more than %d pages for %s"
              .formatted(query.tableName(), maxPages, query.expressionAttributeValues()));
    }
    return items;
  }

  /**
   * Reads page by page.
   *
   * @param goesOn is shown each page; false ends the reading
   * @return whether all was read that was wanted; false if the bound was met: then nothing follows
   *     from what was not seen
   * @throws StoreUnavailableException if the table does not answer
   */
  public static boolean each(
      DynamoDbClient dynamo, QueryRequest query, int maxPages, Predicate<QueryResponse> goesOn) {
    QueryRequest next = query;
    try {
      for (int page = 0; page < maxPages; page++) {
        QueryResponse answer = dynamo.query(next);
        if (!goesOn.test(answer) || !hasMore(answer)) {
          return true;
        }
        next = query.toBuilder().exclusiveStartKey(answer.lastEvaluatedKey()).build();
      }
      return false;
    } catch (SdkException failure) {
      throw new StoreUnavailableException(
          "a read of " + query.tableName() + " is unanswered", failure);
    }
  }

  private static boolean hasMore(QueryResponse answer) {
    return answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty();
  }
}
