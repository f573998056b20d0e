package io.fairfall.payouts;

import io.fairfall.journal.StoreUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Which payouts may have something left to do: the table with the keys {@code pk} and {@code sk}.
 * Nothing is decided by it. A payout that is in it though it has ended costs a look, and is taken
 * out; one that is to be paid is put in again by whoever reads the accounts' stream.
 *
 * <p>Every method can throw {@link StoreUnavailableException}.
 */
public final class PayoutQueue implements OpenPayouts {
  /** What one call lists at most. */
  public static final int PAGE = 200;

  private static final String OPEN = "open";

  private final DynamoDbClient dynamo;
  private final String table;

  public PayoutQueue(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * How a payout stands, for people to see.
   *
   * @param word a reason of {@link Step.Reason} or a {@link PayoutHalt}, in lower case
   * @param hash of the transaction that was sent last, or that is in a block; null before
   * @param confirmations of its block, itself included; 0 while it is in none
   * @param needed how many make it final
   * @param until when it may go on, in milliseconds; null where no instant is known
   * @param atMs when this was so
   */
  public record Progress(
      String word,
      @Nullable String hash,
      int confirmations,
      int needed,
      @Nullable Long until,
      long atMs) {
    /** As above, where no instant is known. */
    public Progress(String word, @Nullable String hash, int confirmations, int needed, long atMs) {
      this(word, hash, confirmations, needed, null, atMs);
    }
  }

  /** A payout in the queue, and how it stands; null where nobody has looked at it yet. */
  public record Item(PayoutId id, @Nullable Progress progress) {}

  /**
   * A part of the queue, by the payouts' names.
   *
   * @param after what to go on after; null if this was the last part
   */
  public record Listing(List<Item> items, @Nullable String after) {}

  /** Puts a payout in; one that is in stays as it is. */
  public void put(PayoutId id) {
    asking(
        () ->
            dynamo.updateItem(
                update ->
                    update
                        .tableName(table)
                        .key(key(id))
                        .updateExpression("SET queued = if_not_exists(queued, :one)")
                        .expressionAttributeValues(Map.of(":one", number(1)))));
  }

  /** Takes a payout out, whether it is in or not. */
  @Override
  public void remove(PayoutId id) {
    asking(() -> dynamo.deleteItem(delete -> delete.tableName(table).key(key(id))));
  }

  /** Notes how a payout stands, if it is in. */
  @Override
  public void note(PayoutId id, Progress progress) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":word", text(progress.word()));
    values.put(":hash", text(progress.hash() == null ? "" : progress.hash()));
    values.put(":confirmations", number(progress.confirmations()));
    values.put(":needed", number(progress.needed()));
    values.put(":at", number(progress.atMs()));
    Long until = progress.until();
    if (until != null) {
      values.put(":until", number(until));
    }
    String noted =
        "SET #word = :word, #hash = :hash, #confirmations = :confirmations, #needed = :needed,"
            + " #at = :at";
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(key(id))
                  .conditionExpression("attribute_exists(pk)")
                  .updateExpression(
                      noted + (until == null ? " REMOVE #until" : ", #until = :until"))
                  .expressionAttributeNames(
                      Map.of(
                          "#word", "word",
                          "#hash", "hash",
                          "#confirmations", "confirmations",
                          "#needed", "needed",
                          "#until", "until",
                          "#at", "at"))
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException gone) {
      return; // it has ended meanwhile
    } catch (SdkException failure) {
      throw unavailable(failure);
    }
  }

  /** How a payout stands; empty if it is not in, or nobody has looked at it yet. */
  public Optional<Progress> find(PayoutId id) {
    Map<String, AttributeValue> item =
        asking(() -> dynamo.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true)))
            .item();
    return Optional.ofNullable(progress(item));
  }

  /**
   * Payouts in the queue.
   *
   * @param after what the part before said; null for the first
   */
  @Override
  public Listing list(@Nullable String after) {
    QueryResponse found =
        asking(
            () ->
                dynamo.query(
                    query ->
                        query
                            .tableName(table)
                            .keyConditionExpression("pk = :pk AND sk > :after")
                            .expressionAttributeValues(
                                Map.of(
                                    ":pk", text(OPEN), ":after", text(after == null ? " " : after)))
                            .consistentRead(true)
                            .limit(PAGE)));
    List<Item> items = found.items().stream().map(PayoutQueue::item).toList();
    return new Listing(
        items, found.lastEvaluatedKey().isEmpty() ? null : items.getLast().id().text());
  }

  private static Item item(Map<String, AttributeValue> item) {
    AttributeValue name = item.get("sk");
    String text = name == null ? "" : name.s();
    PayoutId id =
        PayoutId.parse(text)
            .orElseThrow(() -> new IllegalStateException("the queue has an item " + text));
    return new Item(id, progress(item));
  }

  private static @Nullable Progress progress(Map<String, AttributeValue> item) {
    AttributeValue word = item.get("word");
    AttributeValue hash = item.get("hash");
    if (word == null || hash == null) {
      return null;
    }
    return new Progress(
        word.s(),
        hash.s().isEmpty() ? null : hash.s(),
        Math.toIntExact(whole(item, "confirmations")),
        Math.toIntExact(whole(item, "needed")),
        item.containsKey("until") ? whole(item, "until") : null,
        whole(item, "at"));
  }

  private static long whole(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item of the queue lacks " + name);
    }
    return Long.parseLong(value.n());
  }

  private interface Call<T> {
    T make();
  }

  private <T> T asking(Call<T> call) {
    try {
      return call.make();
    } catch (SdkException failure) {
      throw unavailable(failure);
    }
  }

  private StoreUnavailableException unavailable(SdkException failure) {
    return new StoreUnavailableException("the queue of payouts is unanswered", failure);
  }

  private static Map<String, AttributeValue> key(PayoutId id) {
    return Map.of("pk", text(OPEN), "sk", text(id.text()));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
