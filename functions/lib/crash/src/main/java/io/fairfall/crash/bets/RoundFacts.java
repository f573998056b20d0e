package io.fairfall.crash.bets;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The journals {@code round:<id>}: who staked what in a round, and how it ended. The projector
 * writes them from account entries, at least once; readers drop what they know.
 */
public final class RoundFacts {
  /** Type of the entries, and of the event that browsers get. */
  public static final String TYPE = "bets";

  /** Facts in one entry: about 20 KB, so that its event stays under a message's 30 KB. */
  public static final int MAX_FACTS_PER_ENTRY = 80;

  /** Entries of one round that are read: 100 pages, far more than a round's bets can fill. */
  private static final int MAX_PAGES = 100;

  private static final String PREFIX = "round:";

  private RoundFacts() {}

  @Json
  record Batch(List<PublicBetEvent> facts) {}

  /** The journal of a round's facts. */
  public static String journalOf(long roundId) {
    return PREFIX + roundId;
  }

  /** The round whose facts a journal holds, if it is one of these journals. */
  public static OptionalLong roundOf(String journal) {
    return journal.startsWith(PREFIX)
        ? OptionalLong.of(Long.parseLong(journal.substring(PREFIX.length())))
        : OptionalLong.empty();
  }

  /** The entry that holds some facts. */
  public static Entry write(long roundId, long version, List<PublicBetEvent> facts, long nowMs) {
    if (facts.isEmpty() || facts.size() > MAX_FACTS_PER_ENTRY) {
      throw new IllegalArgumentException("an entry has 1 to " + MAX_FACTS_PER_ENTRY + " facts");
    }
    return new Entry(journalOf(roundId), version, TYPE, nowMs, JsonCodec.write(new Batch(facts)));
  }

  /** The facts in an entry. */
  public static List<PublicBetEvent> read(Entry entry) {
    return JsonCodec.fromStore(Batch.class, entry.body()).facts();
  }

  /** Every fact of a round, each once, in the order of the journal. */
  public static List<PublicBetEvent> all(Journals journals, long roundId) {
    return told(journals, roundId, Long.MAX_VALUE).facts();
  }

  /**
   * What a round's journal tells up to a version.
   *
   * @param facts each once, in the order of the journal
   * @param through the newest version among those that were read, 0 if there is none
   */
  public record Told(List<PublicBetEvent> facts, long through) {}

  /**
   * The facts in a round's entries up to a version.
   *
   * @param to the last version that counts; {@link Long#MAX_VALUE} for all there is
   * @throws io.fairfall.journal.JournalTooLongException if there are more than a round can have
   */
  public static Told told(Journals journals, long roundId, long to) {
    Map<PublicBetEvent.Key, PublicBetEvent> facts = new LinkedHashMap<>();
    AtomicLong through = new AtomicLong();
    reader(journals)
        .each(
            journalOf(roundId),
            1,
            to,
            entry -> {
              read(entry).forEach(fact -> facts.putIfAbsent(fact.key(), fact));
              through.set(entry.version());
              return true;
            });
    return new Told(List.copyOf(facts.values()), through.get());
  }

  /** Reads a round's entries to their end. */
  static JournalReader reader(Journals journals) {
    return new JournalReader(journals, MAX_PAGES);
  }
}
