package io.fairfall.auditor;

import io.fairfall.journal.Entry;

/** One line of an export, written without the auditor's help. */
record Line(
    String table, String journal, long version, String type, long at, String body, String seal) {
  static final String ACCOUNTS = "accounts";
  static final String CHECKPOINTS = "checkpoints";
  static final String EVENTS = "events";
  static final String PAYOUTS = "payouts";

  static Line of(String table, Entry entry) {
    return new Line(
        table,
        entry.journal(),
        entry.version(),
        entry.type(),
        entry.atMs(),
        entry.body(),
        entry.seal());
  }

  Line withBody(String other) {
    return new Line(table, journal, version, type, at, other, seal);
  }

  Line withSeal(String other) {
    return new Line(table, journal, version, type, at, body, other);
  }

  Line withAt(long other) {
    return new Line(table, journal, version, type, other, body, seal);
  }

  Line withType(String other) {
    return new Line(table, journal, version, other, at, body, seal);
  }

  Line withVersion(long other) {
    return new Line(table, journal, other, type, at, body, seal);
  }

  Line inJournal(String other) {
    return new Line(table, other, version, type, at, body, seal);
  }

  String json() {
    return "{\"table\":%s,\"journal\":%s,\"version\":%d,\"type\":%s,\"at\":%d,\"body\":%s,\"seal\":%s}"
        .formatted(
            quoted(table), quoted(journal), version, quoted(type), at, quoted(body), quoted(seal));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
