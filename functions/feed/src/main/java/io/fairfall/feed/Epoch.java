package io.fairfall.feed;

import io.fairfall.game.GameJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which history positions count in. A position means nothing in another history: not after a fresh
 * start, and not after a restore, which gives the tables other names.
 */
final class Epoch {
  private static final int BYTES = 8;

  private final Journals events;
  private final String table;
  private volatile @Nullable String known;

  /**
   * @param events the table of the {@code game} journal
   * @param table that table's name
   */
  Epoch(Journals events, String table) {
    this.events = events;
    this.table = table;
  }

  /** The epoch, a hash of the table's name and of history's first entry; none before that. */
  Optional<String> current() {
    if (known == null) {
      List<Entry> first = events.range(GameJournal.NAME, 1, 1);
      if (first.isEmpty()) {
        return Optional.empty();
      }
      known = hash(table + "\n" + first.getFirst().atMs() + "\n" + first.getFirst().body());
    }
    return Optional.ofNullable(known);
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
