package io.fairfall.ledger;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.json.WholeNumber;
import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.money.Wei;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The journals {@code external:<key>}: what makes an operation of the world outside happen once.
 *
 * <p>The first slot is written in one transaction with the account's entry, on the condition that
 * both are free. So a deposit that is brought twice finds its own receipt, however much later, and
 * receipt and entry prove each other. What the account itself does once, to correct a hold that was
 * released as lost, has its receipt here as well. A withdrawal's second slot says how it ended:
 * paid or refunded, and never both, since a slot is written once. A deposit's further slots are the
 * takings of one that left the chain, see {@link DepositReversals}.
 */
public final class ExternalReceipts {
  /** What the names of these journals begin with. */
  public static final String PREFIX = "external:";

  private static final String WITHDRAWAL = "withdrawal:";

  /** The kind of a correction's receipt, and what its key begins with. */
  private static final String CORRECTION = "correction";

  private static final String NOTE_SEPARATOR = " ";
  private static final long FIRST = 1;
  private static final long FINAL = 2;

  private ExternalReceipts() {}

  /**
   * What a slot says.
   *
   * @param kind the kind of the account's entry, in lower case, or {@code correction}
   * @param player whose account
   * @param version of the account's entry
   * @param detail where a withdrawal goes, the transaction that paid it, why it was refunded; of a
   *     deposit that is taken back all that was taken so far, in wei
   */
  @Json
  public record Receipt(String kind, String player, long version, Wei amount, String detail) {}

  /** Where a receipt stands: a journal and a slot in it. */
  record Place(String journal, long slot) {}

  /**
   * A receipt and where it must stand.
   *
   * @param receipt what it says; of a paid withdrawal, whose entry moves nothing, the amount is
   *     zero here, and the receipt of the request has it
   */
  public record Expected(String journal, long slot, Receipt receipt) {}

  /** The receipt that was written together with an account's entry, if its kind has one. */
  public static Optional<Expected> expectedBeside(String player, AccountEntry entry) {
    return switch (entry.kind()) {
      case DEPOSIT, OPENING -> Optional.of(expected(first(entry.requireNote()), player, entry, ""));
      case WITHDRAWAL -> {
        Place place = first(withdrawalKey(player, entry.version()));
        yield Optional.of(expected(place, player, entry, entry.requireNote()));
      }
      case DEPOSIT_REVERSED -> Optional.of(DepositReversals.expected(player, entry));
      case WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> {
        Place place = last(keyIn(entry.requireNote()));
        yield Optional.of(expected(place, player, entry, detailIn(entry.requireNote())));
      }
      case CASHOUT ->
          entry.format() == AccountEntry.FORMAT_1
              ? Optional.empty()
              : entry.correction().map(release -> expected(player, entry.version(), release));
      case BET, SETTLE, ADJUSTMENT, VOID, LIMITS -> Optional.empty();
    };
  }

  private static Expected expected(String player, long version, Release correction) {
    Place place = correctionPlace(player, correction.holdId());
    return new Expected(
        place.journal(),
        place.slot(),
        new Receipt(CORRECTION, player, version, correction.payout(), ""));
  }

  private static Expected expected(Place place, String player, AccountEntry entry, String detail) {
    Wei amount = new Wei(entry.legs().external().abs());
    return new Expected(
        place.journal(),
        place.slot(),
        new Receipt(entry.kind().word(), player, entry.version(), amount, detail));
  }

  /** The key of an opening: a player brings one balance. */
  public static String openingKey(String player) {
    return "opening:" + player;
  }

  /** The key of a withdrawal, from the entry that asked for it. */
  public static String withdrawalKey(String player, long version) {
    return WITHDRAWAL + player + ":" + version;
  }

  /** The account and the entry that a withdrawal's key names. */
  record AskedAt(String player, long version) {}

  /** What a withdrawal's key names, if it is one. */
  static Optional<AskedAt> askedAt(String key) {
    int end = key.lastIndexOf(':');
    if (!key.startsWith(WITHDRAWAL) || end < WITHDRAWAL.length()) {
      return Optional.empty();
    }
    OptionalLong version = WholeNumber.parse(key.substring(end + 1), 1, Long.MAX_VALUE);
    return version.isPresent()
        ? Optional.of(new AskedAt(key.substring(WITHDRAWAL.length(), end), version.getAsLong()))
        : Optional.empty();
  }

  /**
   * Where the receipt of a correction stands. A hold that was released as lost is paid after all at
   * most once, and whether it was is answered by this one slot, at any distance.
   */
  static Place correctionPlace(String player, long holdId) {
    return first(CORRECTION + ":" + player + ":" + holdId);
  }

  /** The journal of a key. */
  public static String journalOf(String key) {
    return PREFIX + key;
  }

  /** What an entry of these journals says. */
  public static Receipt read(Entry entry) {
    return JsonCodec.fromStore(Receipt.class, entry.body());
  }

  /** The receipt in one slot of a key's journal. */
  static Optional<Receipt> find(Journals journals, Place place) {
    return journals.range(place.journal(), place.slot(), place.slot()).stream()
        .findFirst()
        .map(ExternalReceipts::read);
  }

  /** The request of a withdrawal. */
  static Optional<Receipt> requested(Journals journals, String key) {
    return find(journals, new Place(journalOf(key), FIRST))
        .filter(receipt -> receipt.kind().equals(Kind.WITHDRAWAL.word()));
  }

  /** Where the receipt of an operation stands if it happened. */
  static Place placeOf(Operation.External external) {
    return external.isFinal() ? last(external.receiptKey()) : first(external.receiptKey());
  }

  /** What is written together with an operation's entry, if something is. */
  static Optional<Entry> companion(
      String player, Operation operation, AccountEntry entry, long nowMs) {
    return operation instanceof Operation.External external
        ? Optional.of(receipt(placeOf(external), player, external, entry, nowMs))
        : expectedBeside(player, entry).map(receipt -> write(receipt, nowMs));
  }

  /** A key and what belongs to it, as the account's entry notes them. */
  static String note(String key, String detail) {
    return key + NOTE_SEPARATOR + detail;
  }

  /** The key in such a note. */
  public static String keyIn(String note) {
    int end = note.indexOf(NOTE_SEPARATOR);
    return end < 0 ? note : note.substring(0, end);
  }

  /** What stands beside the key in such a note. */
  static String detailIn(String note) {
    return note.substring(note.indexOf(NOTE_SEPARATOR) + 1);
  }

  /** Whether a receipt is that of this very operation. */
  static boolean isSame(Operation.External operation, String player, Receipt receipt) {
    return receipt.player().equals(player)
        && receipt.amount().equals(operation.amount())
        && receipt.detail().equals(operation.detail());
  }

  /** Whether a receipt says that what the operation is about has ended in another way. */
  static boolean isOther(Operation.External operation, Receipt receipt) {
    return !receipt.kind().equals(operation.kind().word());
  }

  /** A paid withdrawal's entry moves nothing: the amount of its receipt is the operation's. */
  private static Entry receipt(
      Place place, String player, Operation.External external, AccountEntry entry, long nowMs) {
    Receipt receipt =
        new Receipt(
            external.kind().word(), player, entry.version(), external.amount(), external.detail());
    return write(new Expected(place.journal(), place.slot(), receipt), nowMs);
  }

  private static Entry write(Expected expected, long nowMs) {
    Receipt receipt = expected.receipt();
    return new Entry(
        expected.journal(), expected.slot(), receipt.kind(), nowMs, JsonCodec.write(receipt));
  }

  private static Place first(String key) {
    return new Place(journalOf(key), FIRST);
  }

  private static Place last(String key) {
    return new Place(journalOf(key), FINAL);
  }
}
