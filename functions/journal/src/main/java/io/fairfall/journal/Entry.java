package io.fairfall.journal;

/**
 * One slot of a journal, as stored.
 *
 * @param journal the journal's name, like {@code game} or {@code account:0x…}
 * @param version the slot, from 1, without gaps
 * @param type what happened, like {@code round_open}
 * @param atMs the writer's clock, in milliseconds since 1970
 * @param body the exact JSON text that was written
 */
public record Entry(String journal, long version, String type, long atMs, String body) {
  public Entry {
    if (version < 1) {
      throw new IllegalArgumentException("slots are numbered from 1");
    }
  }
}
