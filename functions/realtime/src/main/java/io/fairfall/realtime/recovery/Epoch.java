package io.fairfall.realtime.recovery;

import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which history positions count in. A position means nothing in another history: not after a fresh
 * start, and not after a restore, which gives the tables other names.
 */
public final class Epoch {
  private static final int BYTES = 8;

  private final Journals events;
  private final String table;
  private volatile @Nullable String known;

  /**
   * @param events the table of the {@code game} journal
   * @param table that table's name
   */
  public Epoch(Journals events, String table) {
    this.events = events;
    this.table = table;
  }

  /**
   * The epoch: a hash of the table's name and of history's first entry. An empty history has one
   * too, or a client that knows another one would keep what it knows. It ends with the first entry.
   */
  public String current() {
    String told = known;
    if (told == null) {
      List<Entry> first = events.range(GameJournal.NAME, 1, 1);
      if (first.isEmpty()) {
        return hash(table);
      }
      told = hash(table + "\n" + first.getFirst().atMs() + "\n" + first.getFirst().body());
      known = told;
    }
    return told;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }
}
