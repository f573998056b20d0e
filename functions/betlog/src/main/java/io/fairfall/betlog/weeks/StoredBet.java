package io.fairfall.betlog.weeks;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlogstore.PoolItems;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A bet as its item holds it. A deleted one stays, so that its history can be read.
 *
 * @param changes the revisions of the week that changed it, its creation first
 */
public record StoredBet(LoggedBet bet, List<Long> changes, boolean deleted) {
  /** A bet that was changed so often is left as it is. */
  public static final int MAX_CHANGES = 100;

  static StoredBet created(LoggedBet bet) {
    return new StoredBet(bet, List.of(bet.revision()), false);
  }

  StoredBet changed(LoggedBet after) {
    return new StoredBet(after, with(after.revision()), false);
  }

  StoredBet deleted(long revision) {
    return new StoredBet(bet, with(revision), true);
  }

  /** The change that made it what it is. */
  long revision() {
    return changes.getLast();
  }

  /** What the rules see of it: a deleted bet is none. */
  @Nullable LoggedBet live() {
    return deleted ? null : bet;
  }

  private List<Long> with(long revision) {
    List<Long> more = new ArrayList<>(changes);
    more.add(revision);
    return List.copyOf(more);
  }

  public static StoredBet of(Map<String, AttributeValue> item) {
    List<Long> changes =
        PoolItems.text(item, "changes").isEmpty()
            ? List.of()
            : List.of(PoolItems.text(item, "changes").split(" ")).stream()
                .map(Long::valueOf)
                .toList();
    return new StoredBet(
        JsonCodec.fromStore(LoggedBet.class, PoolItems.text(item, "body")),
        changes,
        item.containsKey("deleted"));
  }

  public Map<String, AttributeValue> item(String pk) {
    Map<String, AttributeValue> item = PoolItems.key(pk, bet.betId());
    item.put("body", AttributeValue.fromS(JsonCodec.write(bet)));
    item.put("created", number(changes.getFirst()));
    item.put("revision", number(revision()));
    item.put(
        "changes",
        AttributeValue.fromS(String.join(" ", changes.stream().map(String::valueOf).toList())));
    if (deleted) {
      item.put("deleted", AttributeValue.fromBool(true));
    }
    return item;
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
