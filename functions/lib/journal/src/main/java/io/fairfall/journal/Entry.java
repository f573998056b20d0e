package io.fairfall.journal;

/**
 * One slot of a journal, as stored.
 *
 * @param journal the journal's name, like {@code game} or {@code account:0x…}
 * @param version the slot, from 1, without gaps
 * @param type what happened, like {@code round_open}
 * @param atMs the writer's clock, in milliseconds since 1970
 * @param body the exact JSON text that was written
 * @param seal what proves that the house wrote it, see {@link MacChain}; empty in a journal without
 *     seals
 */
public record Entry(
    String journal, long version, String type, long atMs, String body, String seal) {
  public Entry {
    if (version < 1) {
      throw new IllegalArgumentException("slots are numbered from 1");
    }
  }

  /** An entry of a journal without seals, or one that is not sealed yet. */
  public Entry(String journal, long version, String type, long atMs, String body) {
    this(journal, version, type, atMs, body, MacChain.NONE);
  }

  Entry with(String newSeal) {
    return new Entry(journal, version, type, atMs, body, newSeal);
  }
}
