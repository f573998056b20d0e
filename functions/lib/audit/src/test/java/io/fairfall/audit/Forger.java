package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.payouts.SealedPayouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Somebody who can write to every table, and has no key. */
final class Forger {
  private final AuditedHouse casino;

  Forger(AuditedHouse casino) {
    this.casino = casino;
  }

  /** Changes one byte of one attribute; a changed key moves the item. */
  void flip(String journal, long version, String attribute) {
    Entry entry = entry(journal, version);
    if (List.of("journal", "version").contains(attribute)) {
      delete(casino.accountsTable, journal, version);
    }
    Map<String, AttributeValue> changed =
        switch (attribute) {
          case "journal" -> Map.of("journal", text(flipped(journal)));
          case "version" -> Map.of("version", AttributeValue.fromN("1" + version));
          case "type" -> Map.of("type", text(flipped(entry.type())));
          case "at" -> Map.of("at", AttributeValue.fromN(Long.toString(entry.atMs() ^ 1)));
          case "body" ->
              Map.of("body", text(entry.body().replaceFirst("(\"a\":\"\\d*)\\d\"", "$17\"")));
          case "seal" -> Map.of("seal", text(flipped(entry.seal())));
          default -> throw new AssertionError(attribute);
        };
    put(casino.accountsTable, entry, changed);
  }

  private static String flipped(String text) {
    char last = text.charAt(text.length() - 1);
    return text.substring(0, text.length() - 1) + (last == 'A' ? 'B' : 'A');
  }

  static String richer(String body) {
    String richer = body.replaceFirst("\"a\":\"\\d+\"", "\"a\":\"999999999\"");
    assertFalse(richer.equals(body));
    return richer;
  }

  void put(String table, Entry entry, Map<String, AttributeValue> changed) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("journal", text(entry.journal()));
    item.put("version", AttributeValue.fromN(Long.toString(entry.version())));
    item.put("type", text(entry.type()));
    item.put("at", AttributeValue.fromN(Long.toString(entry.atMs())));
    item.put("body", text(entry.body()));
    if (!entry.seal().isEmpty()) {
      item.put("seal", text(entry.seal()));
    }
    item.putAll(changed);
    casino.dynamo.client().putItem(put -> put.tableName(table).item(item));
  }

  /**
   * Changes the first match in an entry of the events as somebody does it who has the key: all
   * behind it are sealed anew. Answers with the entry as it is then.
   */
  Entry edit(Entry entry, String pattern, String replacement) {
    String body = entry.body().replaceFirst(pattern, replacement);
    assertFalse(body.equals(entry.body()), () -> pattern + " is not in " + entry.body());
    return forge(new Entry(entry.journal(), entry.version(), entry.type(), entry.atMs(), body));
  }

  /** Writes an entry over another one, or behind the last, and seals it and all behind it. */
  Entry forge(Entry forged) {
    boolean isAccount = forged.journal().startsWith("account:");
    boolean isPayout = SealedPayouts.isSealed(forged.journal());
    Journals others = isPayout ? casino.payoutJournals : casino.events;
    Journals journals = isAccount ? casino.accountJournals : others;
    String otherTable = isPayout ? casino.payoutsTable : casino.eventsTable;
    String table = isAccount ? casino.accountsTable : otherTable;
    List<Entry> before =
        journals.range(forged.journal(), forged.version() - 1, forged.version() - 1);
    String seal = before.isEmpty() ? MacChain.NONE : before.getFirst().seal();
    Entry first = MacChain.seal(forged, seal, AuditedHouse.KEY);
    put(table, first, Map.of());
    Entry last = first;
    List<Entry> next = journals.range(forged.journal(), last.version() + 1, Long.MAX_VALUE);
    while (!next.isEmpty()) {
      for (Entry entry : next) {
        last = MacChain.seal(entry, last.seal(), AuditedHouse.KEY);
        put(table, last, Map.of());
      }
      next = journals.range(forged.journal(), last.version() + 1, Long.MAX_VALUE);
    }
    return first;
  }

  /** As somebody does it who has the key: an entry of an account is written at another time. */
  void moveInTime(String account, long version, long atMs) {
    Entry entry = entry(account, version);
    forge(new Entry(account, version, entry.type(), atMs, entry.body()));
  }

  void delete(String table, String journal, long version) {
    casino
        .dynamo
        .client()
        .deleteItem(
            delete ->
                delete
                    .tableName(table)
                    .key(
                        Map.of(
                            "journal",
                            text(journal),
                            "version",
                            AttributeValue.fromN(Long.toString(version)))));
  }

  Map<String, AttributeValue> item(String table, String pk) {
    return casino
        .dynamo
        .client()
        .getItem(get -> get.tableName(table).key(Map.of("pk", text(pk))))
        .item();
  }

  Entry last(String journal) {
    return casino.accountJournals.latest(journal, Long.MAX_VALUE, 1).getFirst();
  }

  Entry entry(String journal, long version) {
    return casino.accountJournals.range(journal, version, version).getFirst();
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
