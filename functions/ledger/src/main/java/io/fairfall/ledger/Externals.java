package io.fairfall.ledger;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Body;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.money.Wei;
import java.util.Locale;
import java.util.Optional;

/**
 * The journals {@code external:<key>}: what makes an operation of the world outside happen once.
 *
 * <p>The first slot is written in one transaction with the account's entry, on the condition that
 * both are free. So a deposit that is brought twice finds its own receipt, however much later, and
 * receipt and entry prove each other. What the account itself does once, to correct a bet that was
 * closed as lost, has its receipt here as well. A withdrawal's second slot says how it ended: paid
 * or refunded, and never both, since a slot is written once.
 */
public final class Externals {
  /** What the names of these journals begin with. */
  public static final String PREFIX = "external:";

  private static final String WITHDRAWAL = "withdrawal:";

  /** The kind of a correction's receipt, and what its key begins with. */
  private static final String CORRECTION = "correction";

  private static final String NOTE_SEPARATOR = " ";
  private static final long FIRST = 1;
  private static final long FINAL = 2;

  private Externals() {}

  /**
   * What a slot says.
   *
   * @param kind the kind of the account's entry, in lower case, or {@code correction}
   * @param player whose account
   * @param version of the account's entry
   * @param detail where a withdrawal goes, the transaction that paid it, why it was refunded
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
      case WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> {
        Place place = last(keyIn(entry.requireNote()));
        yield Optional.of(expected(place, player, entry, detailIn(entry.requireNote())));
      }
      case CASHOUT ->
          entry.format() == AccountEntry.FORMAT_1
              ? Optional.empty()
              : entry.correction().map(close -> expected(player, entry.version(), close));
      case BET, SETTLE, ADJUSTMENT, VOID, LIMITS -> Optional.empty();
    };
  }

  private static Expected expected(String player, long version, Close correction) {
    Place place = correctionPlace(player, correction.betId());
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
        new Receipt(word(entry.kind()), player, entry.version(), amount, detail));
  }

  /** The key of an opening: a player brings one balance. */
  public static String openingKey(String player) {
    return "opening:" + player;
  }

  /** The key of a withdrawal, from the entry that asked for it. */
  public static String withdrawalKey(String player, long version) {
    return WITHDRAWAL + player + ":" + version;
  }

  /**
   * Where the receipt of a correction stands. A bet that was closed as lost is paid after all at
   * most once, and whether it was is answered by this one slot, at any distance.
   */
  static Place correctionPlace(String player, long betId) {
    return first(CORRECTION + ":" + player + ":" + betId);
  }

  /** The journal of a key. */
  public static String journalOf(String key) {
    return PREFIX + key;
  }

  /** What an entry of these journals says. */
  public static Receipt read(Entry entry) {
    return Body.read(Receipt.class, entry.body());
  }

  /** The receipt in one slot of a key's journal. */
  static Optional<Receipt> find(Journals journals, Place place) {
    return journals.range(place.journal(), place.slot(), place.slot()).stream()
        .findFirst()
        .map(Externals::read);
  }

  /** The request of a withdrawal. */
  static Optional<Receipt> requested(Journals journals, String key) {
    return find(journals, new Place(journalOf(key), FIRST))
        .filter(receipt -> receipt.kind().equals(word(Kind.WITHDRAWAL)));
  }

  /** Where the receipt of an operation stands if it happened; none if its own id tells that. */
  static Optional<Place> placeOf(Operation operation) {
    return switch (operation) {
      case Operation.Deposit deposit -> Optional.of(first(deposit.key()));
      case Operation.Opening opening -> Optional.of(first(opening.key()));
      case Operation.WithdrawalPaid paid -> Optional.of(last(paid.key()));
      case Operation.WithdrawalRefunded refunded -> Optional.of(last(refunded.key()));
      case Operation.Bet b -> Optional.empty();
      case Operation.Cashout c -> Optional.empty();
      case Operation.Settle s -> Optional.empty();
      case Operation.Adjustment a -> Optional.empty();
      case Operation.Withdrawal w -> Optional.empty();
      case Operation.Protect p -> Optional.empty();
    };
  }

  /** What is written together with an operation's entry, if something is. */
  static Optional<Entry> companion(
      String player, Operation operation, AccountEntry entry, long nowMs) {
    if (operation instanceof Operation.Withdrawal withdrawal) {
      Place place = first(withdrawalKey(player, entry.version()));
      return Optional.of(write(place, player, entry, withdrawal.amount(), withdrawal.to(), nowMs));
    }
    if (operation instanceof Operation.Cashout) {
      return expectedBeside(player, entry).map(receipt -> write(receipt, nowMs));
    }
    if (!(operation instanceof Operation.External external)) {
      return Optional.empty();
    }
    Place place = placeOf(operation).orElseThrow();
    return Optional.of(write(place, player, entry, external.amount(), detail(operation), nowMs));
  }

  /** A key and what belongs to it, as the account's entry notes them. */
  static String note(String key, String detail) {
    return key + NOTE_SEPARATOR + detail;
  }

  /** The key in such a note. */
  static String keyIn(String note) {
    int end = note.indexOf(NOTE_SEPARATOR);
    return end < 0 ? note : note.substring(0, end);
  }

  /** What stands beside the key in such a note. */
  static String detailIn(String note) {
    return note.substring(note.indexOf(NOTE_SEPARATOR) + 1);
  }

  /** Whether a receipt is that of this very operation. */
  static boolean isSame(Operation operation, String player, Receipt receipt) {
    return operation instanceof Operation.External external
        && receipt.player().equals(player)
        && receipt.amount().equals(external.amount())
        && receipt.detail().equals(detail(operation));
  }

  /** Whether a receipt says that what the operation is about has ended in another way. */
  static boolean isOther(Operation operation, Receipt receipt) {
    Kind kind =
        switch (operation) {
          case Operation.Deposit d -> Kind.DEPOSIT;
          case Operation.Opening o -> Kind.OPENING;
          case Operation.WithdrawalPaid p -> Kind.WITHDRAWAL_PAID;
          case Operation.WithdrawalRefunded r -> Kind.WITHDRAWAL_REFUNDED;
          case Operation.Withdrawal w -> Kind.WITHDRAWAL;
          default -> throw new IllegalStateException(operation + " leaves no receipt");
        };
    return !receipt.kind().equals(word(kind));
  }

  /** A kind as receipts and journal entries name it. */
  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String detail(Operation operation) {
    return switch (operation) {
      case Operation.WithdrawalPaid paid -> paid.transaction();
      case Operation.WithdrawalRefunded refunded -> refunded.reason();
      default -> "";
    };
  }

  private static Entry write(
      Place place, String player, AccountEntry entry, Wei amount, String detail, long nowMs) {
    String kind = word(entry.kind());
    Receipt receipt = new Receipt(kind, player, entry.version(), amount, detail);
    return new Entry(place.journal(), place.slot(), kind, nowMs, Body.write(receipt));
  }

  private static Entry write(Expected expected, long nowMs) {
    Receipt receipt = expected.receipt();
    return new Entry(
        expected.journal(), expected.slot(), receipt.kind(), nowMs, Body.write(receipt));
  }

  private static Place first(String key) {
    return new Place(journalOf(key), FIRST);
  }

  private static Place last(String key) {
    return new Place(journalOf(key), FINAL);
  }
}
