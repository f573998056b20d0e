package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.pools.Pool;
import io.fairfall.betlog.pools.PoolStore;
import io.fairfall.betlog.weeks.AddedBets;
import io.fairfall.betlog.weeks.WeekEntry;
import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.betlogstore.PoolItems;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.betlogstore.Role;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import io.fairfall.journal.Entry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Pools, and who is in them, as they were stored before. */
@Tag("integration")
class PoolGoldenTest {
  private static final String TABLE = "betlog";
  private static final String EVENTS = "events";

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final GoldenTable table = new GoldenTable(DYNAMO.client(), TABLE, "pk", "sk");
  private final GoldenTable events = new GoldenTable(DYNAMO.client(), EVENTS, "journal", "version");
  private final PoolStore pools = new PoolStore(DYNAMO.client(), TABLE);
  private final PoolItems items = new PoolItems(DYNAMO.client(), TABLE);
  private final WeekStore sheet = new WeekStore(DYNAMO.client(), EVENTS, TABLE);
  private final TreeSet<String> kinds = new TreeSet<>();

  @BeforeAll
  static void create() {
    DYNAMO.createKeyedTable(TABLE, "pk", "sk");
    DYNAMO.createJournalTable(EVENTS);
  }

  /** What an item of each kind is read as; the records are those of the code under test. */
  private sealed interface Item {
    record OfPool(Pool pool) implements Item {}

    record OfMember(String pool, PoolUser member, boolean isFound) implements Item {}

    record OfName(String pool, String name, boolean isTaken) implements Item {}

    record OfPlayer(String player, PoolStore.Membership membership) implements Item {}

    record OfInvitation(PoolStore.Invitation invitation) implements Item {}

    record OfWeek(PoolWeek week) implements Item {}

    record OfCountedWeek(PoolWeek week, AddedBets added) implements Item {}
  }

  @Test
  void everyItemOfAPoolIsReadAndWrittenAsItWas() {
    GoldenFile.named("pool")
        .onlyRead("a week in which something was bet")
        .replay(this::read, this::written)
        .covers(Item.class);
    assertEquals(
        new TreeSet<>(List.of("invitation", "member", "name", "player", "pool", "week")), kinds);
  }

  private Item read(Map<String, AttributeValue> stored) {
    table.hold(stored);
    String pk = afterColon(text(stored, "pk"));
    String sk = text(stored, "sk");
    String kind = text(stored, "pk").startsWith("player:") ? "player" : beforeColon(sk);
    kinds.add(kind);
    return switch (kind) {
      case "pool" -> new Item.OfPool(pools.pool(pk).orElseThrow());
      case "member" -> member(pk, afterColon(sk));
      case "name" -> new Item.OfName(pk, afterColon(sk), !join(pk, afterColon(sk)));
      case "player" -> new Item.OfPlayer(pk, pools.poolsOf(pk).getFirst());
      case "invitation" -> new Item.OfInvitation(pools.invitation(pk).orElseThrow());
      case "week" -> week(new PoolWeek(pk, sheet.weeks(pk).getFirst()), stored);
      default -> throw new IllegalStateException("no item is of the kind " + kind);
    };
  }

  /** Weeks of before their bets were counted had no number. */
  private Item week(PoolWeek week, Map<String, AttributeValue> stored) {
    return stored.containsKey("added")
        ? new Item.OfCountedWeek(week, sheet.added(week))
        : new Item.OfWeek(week);
  }

  private Item member(String pool, String player) {
    boolean isFound =
        items.players(pool).contains(player)
            && items.role(pool, player).isPresent()
            && pools.members(pool).size() == 1;
    return new Item.OfMember(pool, pools.member(pool, player).orElseThrow(), isFound);
  }

  /** Whether a name was free. */
  private boolean join(String pool, String name) {
    return pools.open(pool(pool, "any"), new PoolUser("0xother", name, Role.MEMBER));
  }

  private Map<String, AttributeValue> written(Item item, Map<String, AttributeValue> stored) {
    table.empty();
    events.empty();
    switch (item) {
      case Item.OfPool(Pool pool) -> pools.open(pool, new PoolUser("0xany", "Any", Role.OWNER));
      case Item.OfMember(String pool, PoolUser member, boolean _) ->
          pools.open(pool(pool, "any"), member);
      case Item.OfName(String pool, String name, boolean _) ->
          pools.open(pool(pool, "any"), new PoolUser(text(stored, "player"), name, Role.VIEWER));
      case Item.OfPlayer(String player, PoolStore.Membership in) ->
          pools.open(pool(in.pool(), in.name()), new PoolUser(player, "Any", in.role()));
      case Item.OfInvitation(PoolStore.Invitation invitation) -> pools.invite(invitation);
      case Item.OfWeek(PoolWeek _) -> throw new IllegalStateException("none is written any more");
      case Item.OfCountedWeek(PoolWeek week, AddedBets added) ->
          sheet.write(
              week, new Entry(week.journal(), 1, WeekEntry.CREATED, 1, "{}"), List.of(), added);
    }
    return table.insteadOf(stored);
  }

  private static Pool pool(String id, String name) {
    return new Pool(id, name, "Europe/Berlin", "monday", "0xany", 1);
  }

  private static String text(Map<String, AttributeValue> stored, String name) {
    return Objects.requireNonNull(stored.get(name), name).s();
  }

  private static String beforeColon(String text) {
    return text.split(":", 2)[0];
  }

  private static String afterColon(String text) {
    String[] parts = text.split(":", 2);
    return parts[parts.length - 1];
  }
}
