package io.fairfall.golden;

import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A golden file: {@code golden/<name>.jsonl} on the class path, with {@code golden/<name>.sha256}
 * beside it, which has the digest of each line in its order. A line that was changed, left out or
 * moved is found by its digest; that digests only ever grow in number is seen against the history
 * of the repository.
 */
public final class GoldenFile {
  private final String name;
  private final List<GoldenLine> lines;
  private final Rendering rendering = new Rendering();
  private final Set<String> onlyRead = new HashSet<>();

  private GoldenFile(String name, List<GoldenLine> lines) {
    this.name = name;
    this.lines = lines;
  }

  /**
   * Finds a file.
   *
   * @throws AssertionError if a line is not what its digest says, or has the name of another
   */
  public static GoldenFile named(String name) {
    List<String> texts = resource(name + ".jsonl");
    List<String> digests = resource(name + ".sha256");
    List<GoldenLine> lines = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      GoldenLine line = GoldenLine.parse(i + 1, texts.get(i));
      String digest = sha256(texts.get(i));
      if (i >= digests.size() && line.reads() != null) {
        throw new AssertionError(
            name + ", " + line + ": a new line. Append to " + name + ".sha256:\n" + digest);
      }
      if (i < digests.size() && !digests.get(i).equals(digest)) {
        throw new AssertionError(
            name + ", " + line + ": a golden line was changed, and nobody may: add another");
      }
      if (!names.add(line.name())) {
        throw new AssertionError(name + ", " + line + ": another line has this name");
      }
      lines.add(line);
    }
    if (lines.isEmpty() || lines.size() < digests.size()) {
      throw new AssertionError(name + " has lost lines: there are more digests");
    }
    return new GoldenFile(name, List.copyOf(lines));
  }

  /** How an item of the table is read. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Map<String, AttributeValue> stored);
  }

  /**
   * How the item is written; what a value does not say itself is taken over from what was there.
   */
  @FunctionalInterface
  public interface Writer<T> {
    Map<String, AttributeValue> write(T value, Map<String, AttributeValue> stored);
  }

  /** Shows values of a type in another form than {@link Rendering} would. */
  public <T> GoldenFile showing(Class<T> type, Function<T, ?> form) {
    rendering.as(type, form);
    return this;
  }

  /**
   * Lines of a form that no build writes any more: they are read for ever, and not written again.
   *
   * @param cases their names
   */
  public GoldenFile onlyRead(String... cases) {
    onlyRead.addAll(List.of(cases));
    return this;
  }

  /** Reads each line, and writes again what was read: both give what stands in the line. */
  public <T> GoldenFile replay(Reader<T> reader, Writer<T> writer) {
    List<String> wrong = new ArrayList<>();
    for (GoldenLine line : lines) {
      try {
        T value = reader.read(line.stored());
        judge(line, rendering.of(value), wrong);
        if (!onlyRead.contains(line.name())) {
          judgeWritten(line, writer.write(value, line.stored()), wrong);
        }
      } catch (RuntimeException notUnderstood) {
        wrong.add(line + " is not understood: " + notUnderstood);
      }
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(name + ": " + String.join("\n", wrong));
    }
    return this;
  }

  /**
   * Reads each line as an entry of a journal, and writes its body again. The entry's place, instant
   * and seal are taken over.
   *
   * @param reader what the entry says
   * @param writer the type and the body that say it
   */
  public <T> GoldenFile replayEntries(Function<Entry, T> reader, Function<T, Said> writer) {
    return replay(
        stored -> reader.apply(JournalItem.entry(stored)),
        (value, stored) -> item(JournalItem.entry(stored), writer.apply(value)));
  }

  /** As {@link #replayEntries}, where the writer makes the whole entry. */
  public <T> GoldenFile replayWholeEntries(
      Function<Entry, T> reader, BiFunction<T, Entry, Entry> writer) {
    return replay(
        stored -> reader.apply(JournalItem.entry(stored)),
        (value, stored) -> item(writer.apply(value, JournalItem.entry(stored))));
  }

  /**
   * What an entry says.
   *
   * @param body JSON text
   */
  public record Said(String type, String body) {}

  /**
   * Sees that some line has each variant: each constant of every enum that was met, each case of
   * the named sealed types, and a value for each component of every record.
   *
   * @param roots sealed types
   */
  public GoldenFile covers(Class<?>... roots) {
    return coversAllBut(Set.of(), roots);
  }

  /**
   * As {@link #covers}, but for what is never stored.
   *
   * @param never names of constants, of cases, or of components as {@code Record.component}
   */
  public GoldenFile coversAllBut(Set<String> never, Class<?>... roots) {
    Set<String> missing = rendering.missing(List.of(roots));
    if (!missing.equals(Set.copyOf(never))) {
      throw new AssertionError(name + " has no line for " + missing + ", expected for " + never);
    }
    return this;
  }

  private static void judge(GoldenLine line, @Nullable Object shown, List<String> wrong) {
    Object is = GoldenJson.asRead(shown);
    if (line.reads() == null) {
      wrong.add(added(line, is));
    } else if (!line.reads().equals(is)) {
      wrong.add(
          line
              + " reads as\n  "
              + GoldenJson.write(is)
              + "\nand not as\n  "
              + GoldenJson.write(line.reads()));
    }
  }

  /** A whole line to judge, and to put in the place of the one that is being added. */
  private static String added(GoldenLine line, Object is) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("case", line.name());
    whole.put("stored", StoredItem.json(line.stored()));
    whole.put("reads", is);
    return line + " is new. If this is right, it is the line:\n" + GoldenJson.write(whole);
  }

  private static void judgeWritten(
      GoldenLine line, Map<String, AttributeValue> written, List<String> wrong) {
    Object is = StoredItem.json(written);
    Object was = StoredItem.json(line.stored());
    if (!is.equals(was)) {
      wrong.add(
          line
              + " is written as\n  "
              + GoldenJson.write(is)
              + "\nand not as\n  "
              + GoldenJson.write(was));
    }
  }

  private static Map<String, AttributeValue> item(Entry slot, Said said) {
    return item(
        new Entry(
            slot.journal(), slot.version(), said.type(), slot.atMs(), said.body(), slot.seal()));
  }

  private static Map<String, AttributeValue> item(Entry entry) {
    return JournalItem.of(entry);
  }

  private static List<String> resource(String file) {
    String path = "/golden/" + file;
    try (InputStream in = GoldenFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new AssertionError("there is no " + path + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toUnmodifiableList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String sha256(String line) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }
}
