package io.fairfall.ledger;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import java.util.Optional;

/**
 * What says, outside of the accounts' table, that an entry stood in it. A tail that is cut off an
 * account breaks no seal. Of holds the games tell, of money from outside the receipts and the
 * chain; of a player's limits and of an adjustment nothing else does. So the projector copies the
 * seals of these into a journal of their own in the events' table: {@code
 * witness:<player>:<version>}.
 *
 * @param seal the entry's seal
 */
@Json
public record Witness(String seal) {
  private static final String PREFIX = "witness:";

  /** The entry that a witness is about. */
  public record Place(String player, long version) {}

  /** The witness of an account's entry, if its kind needs one. It is written once, into slot 1. */
  public static Optional<Entry> of(Entry entry) {
    return Accounts.playerOf(entry.journal())
        .filter(player -> isNeeded(entry.type()))
        .map(
            player ->
                new Entry(
                    PREFIX + player + ":" + entry.version(),
                    1,
                    entry.type(),
                    entry.atMs(),
                    JsonCodec.write(new Witness(entry.seal()))));
  }

  /**
   * Writes the witness of an account's entry, if its kind needs one. A second time changes nothing.
   *
   * @param events the journals of the events' table
   * @return whether nothing is left to do; false where a transaction is at work in its slot: then
   *     doing it again is right
   * @throws io.fairfall.journal.StoreUnavailableException if nobody knows whether it stands
   */
  public static boolean write(Journals events, Entry entry) {
    Optional<Append> outcome = of(entry).map(events::append);
    return outcome.filter(one -> one instanceof Append.Contended).isEmpty();
  }

  private static boolean isNeeded(String type) {
    return type.equals(AccountEntry.Kind.LIMITS.word())
        || type.equals(AccountEntry.Kind.ADJUSTMENT.word());
  }

  /** What a journal is a witness of, if it is one. */
  public static Optional<Place> placeOf(String journal) {
    int colon = journal.lastIndexOf(':');
    if (!journal.startsWith(PREFIX) || colon <= PREFIX.length()) {
      return Optional.empty();
    }
    try {
      long version = Long.parseLong(journal.substring(colon + 1));
      return Optional.of(new Place(journal.substring(PREFIX.length(), colon), version));
    } catch (NumberFormatException nobodysEntry) {
      return Optional.empty();
    }
  }

  /** Whether an account's entry is the one that a witness has seen. */
  public static boolean isOf(Entry witness, Entry entry) {
    return of(entry).filter(due -> isSame(due, witness)).isPresent();
  }

  private static boolean isSame(Entry due, Entry witness) {
    return due.journal().equals(witness.journal())
        && due.version() == witness.version()
        && due.type().equals(witness.type())
        && due.atMs() == witness.atMs()
        && due.body().equals(witness.body());
  }
}
