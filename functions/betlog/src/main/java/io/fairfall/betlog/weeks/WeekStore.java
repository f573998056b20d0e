package io.fairfall.betlog.weeks;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlogstore.PoolItems;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Weeks in the store. The journal of a week is the truth, and the items of its bets are what
 * follows from it, written in the same transaction: neither is ever ahead of the other.
 */
public final class WeekStore {
  private static final String SLOT_OR_BET_CHANGED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";

  private final DynamoDbClient dynamo;
  private final DynamoJournals journals;
  private final String eventsTable;
  private final String table;
  private final PoolItems items;

  public WeekStore(DynamoDbClient dynamo, String eventsTable, String table) {
    this.dynamo = dynamo;
    this.journals = new DynamoJournals(dynamo, eventsTable);
    this.eventsTable = eventsTable;
    this.table = table;
    this.items = new PoolItems(dynamo, table);
  }

  PoolItems items() {
    return items;
  }

  Optional<Entry> head(PoolWeek week) {
    return journals.head(week.journal());
  }

  public long revision(PoolWeek week) {
    return head(week).map(Entry::version).orElse(0L);
  }

  public List<Entry> entries(PoolWeek week, long from, long to) {
    return journals.range(week.journal(), from, to);
  }

  Entry entry(PoolWeek week, long revision) {
    return entries(week, revision, revision).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a bet names a change that there is not"));
  }

  public static WeekEntry body(Entry entry) {
    return JsonCodec.fromStore(WeekEntry.class, entry.body());
  }

  public Optional<StoredBet> find(PoolWeek week, String betId) {
    return items.get(PoolItems.betsKey(week), betId).map(StoredBet::of);
  }

  /** All bets of a week that are not deleted, in the order of their creation. */
  public List<LoggedBet> bets(PoolWeek week) {
    return bodies(week).stream().map(WeekStore::bet).toList();
  }

  /** The same, as JSON that is not read yet. */
  public List<String> bodies(PoolWeek week) {
    return items.bets(week);
  }

  public static LoggedBet bet(String body) {
    return JsonCodec.fromStore(LoggedBet.class, body);
  }

  /** Those that are, as they were. */
  public List<LoggedBet> deletedBets(PoolWeek week) {
    return items.allBets(week).stream()
        .map(StoredBet::of)
        .filter(StoredBet::deleted)
        .map(StoredBet::bet)
        .toList();
  }

  /** The keys of a pool's weeks in which anything was ever bet, oldest first. */
  public List<String> weeks(String pool) {
    return items.query(PoolItems.poolKey(pool), "week:").stream()
        .map(item -> PoolItems.text(item, "sk").substring("week:".length()))
        .toList();
  }

  /**
   * How many bets were ever added to a week, deleted ones among them, and by whom. A week of before
   * this was counted has it from the items of its bets, of which none is ever taken away.
   */
  public AddedBets added(PoolWeek week) {
    return items
        .get(PoolItems.poolKey(week.pool()), "week:" + week.key())
        .filter(item -> item.containsKey(AddedBets.ATTRIBUTE))
        .map(AddedBets::of)
        .orElseGet(
            () ->
                AddedBets.counted(
                    items.allBets(week).stream()
                        .map(StoredBet::of)
                        .map(stored -> stored.bet().player())));
  }

  /**
   * Writes an entry and the bets that it changes, all or nothing.
   *
   * @param added what was added to the week with this one; null for an entry that adds none
   * @return whether it stands; otherwise another change was faster, and nothing was written. Which
   *     one is not said: it is looked up with the bets
   */
  public TransactionalAppend write(
      PoolWeek week, Entry entry, List<StoredBet> after, @Nullable AddedBets added) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(DynamoJournals.slot(eventsTable, entry));
    after.forEach(stored -> writes.add(put(week, stored)));
    if (added != null) {
      writes.add(counted(week, added));
    }
    try {
      dynamo.transactWriteItems(write -> write.transactItems(writes));
      return new TransactionalAppend.Written();
    } catch (TransactionCanceledException canceled) {
      Set<String> reasons =
          canceled.cancellationReasons().stream()
              .map(CancellationReason::code)
              .collect(Collectors.toSet());
      if (reasons.contains(SLOT_OR_BET_CHANGED)) {
        return new TransactionalAppend.SlotsTaken(List.of());
      }
      if (reasons.contains(CONFLICT)) {
        return new TransactionalAppend.Contended();
      }
      throw new StoreUnavailableException("a change of a week was canceled", canceled);
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a change of a week is unanswered", failure);
    }
  }

  private TransactWriteItem put(PoolWeek week, StoredBet stored) {
    Map<String, AttributeValue> item = stored.item(PoolItems.betsKey(week));
    int known = stored.changes().size();
    if (known == 1) {
      return TransactWriteItem.builder()
          .put(
              put ->
                  put.tableName(table).item(item).conditionExpression("attribute_not_exists(pk)"))
          .build();
    }
    String before = Long.toString(stored.changes().get(known - 2));
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(item)
                    .conditionExpression("revision = :before")
                    .expressionAttributeValues(Map.of(":before", AttributeValue.fromN(before))))
        .build();
  }

  /** Nobody else writes it with the same entry, so that it needs no condition of its own. */
  private TransactWriteItem counted(PoolWeek week, AddedBets added) {
    Map<String, AttributeValue> item =
        PoolItems.key(PoolItems.poolKey(week.pool()), "week:" + week.key());
    item.putAll(added.attributes());
    return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
  }
}
