package io.fairfall.journal;

import io.fairfall.resilience.LruCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Journals whose entries are sealed on their way in, each with the seal of the entry before it; see
 * {@link MacChain}. What stood in a journal before it was sealed has none, and the first seal
 * follows {@link MacChain#NONE}.
 *
 * <p>An entry never changes, so the seals that passed by are remembered: who has read the newest
 * entry, or has written it, appends the next one without a further read. Otherwise an append takes
 * one small read more. It is safe for several threads.
 */
public final class SealedJournals extends ForwardingJournals {
  /** So many journals are written to at a time, and more. */
  private static final int MAX_REMEMBERED = 256;

  private final MacKeySource keys;
  private final LruCache<Place, String> seals = new LruCache<>(MAX_REMEMBERED);

  /**
   * @param keys what entries are sealed with, each with the key that signs at its own instant
   */
  public SealedJournals(Journals journals, MacKeySource keys) {
    super(journals);
    this.keys = keys;
  }

  @Override
  public Optional<Entry> head(String journal) {
    Optional<Entry> head = super.head(journal);
    head.ifPresent(this::remember);
    return head;
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    List<Entry> entries = super.range(journal, from, to);
    if (!entries.isEmpty()) {
      remember(entries.getLast());
    }
    return entries;
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    List<Entry> entries = super.latest(journal, before, limit);
    if (!entries.isEmpty()) {
      remember(entries.getFirst());
    }
    return entries;
  }

  /**
   * Seals an entry and appends it.
   *
   * @return what became of it
   * @throws StoreUnavailableException if the entry before it, or a key, cannot be read: then
   *     nothing was written; or if the write is not answered
   * @throws IllegalStateException if there is no entry before it
   */
  @Override
  public Append append(Entry entry) {
    Entry sealed = sealed(entry, new HashMap<>());
    Append outcome = super.append(sealed);
    switch (outcome) {
      case Append.Written written -> remember(written.entry());
      case Append.SlotTaken taken -> remember(taken.winner());
      case Append.Contended contended -> {}
    }
    return outcome;
  }

  /** As {@link #append}, all of them or none. */
  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    Map<Place, String> together = new HashMap<>();
    List<Entry> sealed = new ArrayList<>();
    for (Entry entry : entries) {
      sealed.add(sealed(entry, together));
    }
    TransactionalAppend outcome = super.appendTogether(sealed);
    if (outcome instanceof TransactionalAppend.Written) {
      sealed.forEach(this::remember);
    }
    return outcome;
  }

  private record Place(String journal, long version) {}

  private void remember(Entry stored) {
    seals.put(new Place(stored.journal(), stored.version()), stored.seal());
  }

  /**
   * @param together seals of the entries before this one in the same transaction
   */
  private Entry sealed(Entry entry, Map<Place, String> together) {
    Place before = new Place(entry.journal(), entry.version() - 1);
    String previous = together.computeIfAbsent(before, this::stored);
    Entry sealed = MacChain.seal(entry, previous, keys.get().signingAt(entry.atMs()));
    together.put(new Place(entry.journal(), entry.version()), sealed.seal());
    return sealed;
  }

  private String stored(Place place) {
    if (place.version() < 1) {
      return MacChain.NONE;
    }
    Optional<String> known = seals.get(place);
    return known.isPresent() ? known.get() : read(place);
  }

  private String read(Place place) {
    return range(place.journal(), place.version(), place.version()).stream()
        .findFirst()
        .map(Entry::seal)
        .orElseThrow(() -> new IllegalStateException("there is no " + place + " to follow"));
  }
}
