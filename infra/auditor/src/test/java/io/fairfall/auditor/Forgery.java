package io.fairfall.auditor;

import io.fairfall.journal.MacKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An export that somebody changes: an outsider, who leaves the seals as they were, or an insider,
 * who has the keys and seals anew what follows.
 */
final class Forgery {
  private static final List<MacKey> KEYS =
      List.of(ReferenceHouse.FIRST_KEY, ReferenceHouse.SECOND_KEY);

  private final TreeMap<Place, Line> lines =
      new TreeMap<>(
          Comparator.comparing(Place::table)
              .thenComparing(Place::journal)
              .thenComparingLong(Place::version));

  private record Place(String table, String journal, long version) {}

  private Forgery() {}

  /** What a house has stored, and checkpoints of its accounts. */
  static Forgery of(ReferenceHouse house) {
    Forgery export = new Forgery();
    house.accountJournals.written().forEach(entry -> export.put(Line.of(Line.ACCOUNTS, entry)));
    house.events.written().forEach(entry -> export.put(Line.of(Line.EVENTS, entry)));
    house.payouts.journals.written().forEach(e -> export.put(Line.of(Line.PAYOUTS, e)));
    return export;
  }

  Forgery copy() {
    Forgery copy = new Forgery();
    copy.lines.putAll(lines);
    return copy;
  }

  void put(Line line) {
    lines.put(new Place(line.table(), line.journal(), line.version()), line);
  }

  /** The table that a journal is in. */
  static String tableOf(String journal) {
    if (Stream.of("payout:", "nonces:", "withdrawals:").anyMatch(journal::startsWith)) {
      return Line.PAYOUTS;
    }
    return journal.startsWith("account:") || journal.startsWith("external:")
        ? Line.ACCOUNTS
        : Line.EVENTS;
  }

  Line line(String journal, long version) {
    Line found = lines.get(new Place(tableOf(journal), journal, version));
    if (found == null) {
      throw new AssertionError("there is no entry " + version + " of " + journal);
    }
    return found;
  }

  List<Line> journal(String journal) {
    return lines.values().stream()
        .filter(line -> line.journal().equals(journal))
        .filter(line -> !line.table().equals(Line.CHECKPOINTS))
        .collect(Collectors.toList());
  }

  List<String> journals(String prefix) {
    return lines.keySet().stream()
        .map(Place::journal)
        .filter(name -> name.startsWith(prefix))
        .distinct()
        .toList();
  }

  /** The first entry of a journal that is as wanted. */
  Line find(String journal, Predicate<Line> wanted) {
    return journal(journal).stream().filter(wanted).findFirst().orElseThrow();
  }

  Line last(String journal) {
    return journal(journal).getLast();
  }

  void remove(Line line) {
    lines.remove(new Place(line.table(), line.journal(), line.version()));
  }

  /** Removes a journal's entries from one on. */
  void cut(String journal, long from) {
    journal(journal).stream().filter(line -> line.version() >= from).forEach(this::remove);
  }

  /** Changes an entry and leaves its seal. */
  Line change(Line line, UnaryOperator<Line> change) {
    Line changed = change.apply(line);
    if (changed.equals(line)) {
      throw new AssertionError("nothing changes in " + line);
    }
    remove(line);
    put(changed);
    return changed;
  }

  /** Changes the first match in an entry's body, and leaves its seal. */
  Line edit(Line line, String pattern, String replacement) {
    return change(line, one -> one.withBody(one.body().replaceFirst(pattern, replacement)));
  }

  /** As an insider does it: the entry and all after it are sealed anew. */
  Line forge(Line line, UnaryOperator<Line> change) {
    Line changed = change(line, change);
    reseal(line.journal());
    return line(changed.journal(), changed.version());
  }

  /** As an insider does it. */
  Line forge(Line line, String pattern, String replacement) {
    return forge(line, one -> one.withBody(one.body().replaceFirst(pattern, replacement)));
  }

  /** Seals a whole journal, each entry with the key of its time. */
  void reseal(String journal) {
    reseal(
        journal, line -> line.at() < ReferenceHouse.ROTATION_MS ? KEYS.getFirst() : KEYS.getLast());
  }

  void reseal(String journal, java.util.function.Function<Line, MacKey> keyOf) {
    String previous = "";
    for (Line line : journal(journal)) {
      MacKey key = keyOf.apply(line);
      String text =
          "%d\n%s\n%d\n%s\n%d\n%s\n%s"
              .formatted(
                  key.id(), journal, line.version(), line.type(), line.at(), previous, line.body());
      previous = key.id() + "." + mac(key, text);
      put(line.withSeal(previous));
    }
  }

  /** Checkpoints of every account, and of the journals of which there is one, as they are now. */
  void checkpoint() {
    List<String> sealed = new ArrayList<>(journals("account:"));
    sealed.addAll(List.of("adjusted", "adjustments", "fairness", "game", "house", "settings"));
    for (String journal : sealed) {
      Line last = last(journal);
      String text = "checkpoint\n%s\n%d\n%s".formatted(journal, last.version(), last.seal());
      put(
          new Line(
              Line.CHECKPOINTS,
              journal,
              last.version(),
              "checkpoint",
              0,
              "2." + mac(KEYS.getLast(), text),
              last.seal()));
    }
  }

  private static String mac(MacKey key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bytes = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(absent);
    }
  }

  Path write(Path file) throws IOException {
    return Files.write(file, lines.values().stream().map(Line::json).toList());
  }
}
