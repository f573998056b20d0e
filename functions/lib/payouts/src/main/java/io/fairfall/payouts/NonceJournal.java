package io.fairfall.payouts;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.payouts.NonceEvent.Claimed;
import io.fairfall.payouts.NonceEvent.Opened;
import io.fairfall.payouts.NonceEvent.Skipped;
import io.fairfall.payouts.PayoutEvent.Assigned;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The journal {@code nonces:<chainId>:<wallet>}: who owns which nonce. A nonce is a slot, so nonces
 * are dense and have one owner; and the slot is taken in one transaction with the payout's own, so
 * that nothing that fails between takes a nonce and leaves it unused.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailableException}: then nobody
 * knows, and whoever comes next reads what stands.
 */
public final class NonceJournal {
  /** What the names of these journals begin with. */
  public static final String PREFIX = "nonces:";

  /** The slot of the first nonce: the one before it says which nonce that is. */
  public static final long FIRST_CLAIM = 2;

  private static final Pattern NAME = Pattern.compile("nonces:([1-9][0-9]{0,17}):(0x[0-9a-f]{40})");

  private final Journals journals;
  private final long chainId;
  private final String wallet;
  private volatile long first = -1;

  /**
   * @param journals that seal what is written and check what is read, see {@link SealedPayouts}
   * @param wallet a lower-case address
   */
  public NonceJournal(Journals journals, long chainId, String wallet) {
    Texts.requireAddress("wallet", wallet);
    this.journals = journals;
    this.chainId = chainId;
    this.wallet = wallet;
  }

  /** Its name. */
  public String name() {
    return nameOf(chainId, wallet);
  }

  /**
   * A wallet whose nonces a journal has.
   *
   * @param address in lower case
   */
  public record Wallet(long chainId, String address) {}

  /** The name of a wallet's journal. */
  public static String nameOf(long chainId, String wallet) {
    return PREFIX + chainId + ":" + wallet;
  }

  /** Whose nonces a journal has; empty if its name is no such journal's. */
  public static Optional<Wallet> walletOf(String journal) {
    Matcher name = NAME.matcher(journal);
    return name.matches()
        ? Optional.of(new Wallet(Long.parseLong(name.group(1)), name.group(2)))
        : Optional.empty();
  }

  /** Whether a nonce is of this chain and this wallet. */
  public boolean isOf(Assigned assigned) {
    return assigned.chainId() == chainId && assigned.wallet().equals(wallet);
  }

  /**
   * Begins it, once: what was said first counts.
   *
   * @param count transactions that the wallet has made, all of them final
   */
  public void open(long count, long nowMs) {
    Opened opened = new Opened(count);
    Append ignored = journals.append(entry(1, opened, nowMs));
  }

  /** The nonce that nobody owns yet; empty before the journal was begun. */
  public OptionalLong next() {
    Optional<Entry> head = journals.head(name());
    return head.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(nonceOf(head.get().version() + 1));
  }

  /** Who owns a nonce; empty where nobody does, or it is from before the journal. */
  public Optional<NonceEvent> owner(long nonce) {
    if (first() < 0 || nonce < first()) {
      return Optional.empty();
    }
    long slot = nonce - first() + FIRST_CLAIM;
    return journals.range(name(), slot, slot).stream().findFirst().map(NonceJson::read);
  }

  /**
   * Claims the next nonce for a payout: both are written, or neither.
   *
   * @param nonce that {@link #next} said
   * @return the payout with it; empty if somebody else was first with either: then look again
   * @throws IllegalArgumentException if the payout cannot have one
   */
  public Optional<PayoutState> claim(PayoutState payout, long nonce, long nowMs) {
    Entry assigned = PayoutJournal.entry(payout, new Assigned(chainId, wallet, nonce), nowMs);
    Entry claimed = entry(slotOf(nonce), new Claimed(payout.id()), nowMs);
    return switch (journals.appendTogether(List.of(claimed, assigned))) {
      case TransactionalAppend.Written written -> Optional.of(payout.after(assigned));
      case TransactionalAppend.SlotsTaken(List<Entry> winners) ->
          // a late second sending of the same transaction finds its own first
          winners.contains(claimed) && winners.contains(assigned)
              ? Optional.of(payout.after(assigned))
              : Optional.empty();
      case TransactionalAppend.Contended contended -> Optional.empty();
    };
  }

  /**
   * Passes over the next nonce, which a transaction has used that is no payout's.
   *
   * @param nonce that {@link #next} said
   * @return whether it was this that took the slot
   */
  public boolean skip(long nonce, String by, String reason, long nowMs) {
    return journals.append(entry(slotOf(nonce), new Skipped(by, reason), nowMs))
        instanceof Append.Written;
  }

  private long slotOf(long nonce) {
    if (first() < 0 || nonce < first()) {
      throw new IllegalArgumentException("the nonce " + nonce + " is from before the journal");
    }
    return nonce - first() + FIRST_CLAIM;
  }

  private long nonceOf(long slot) {
    return slot - FIRST_CLAIM + first();
  }

  /** What the first slot says; -1 before it was written. */
  private long first() {
    if (first < 0) {
      journals.range(name(), 1, 1).stream()
          .map(NonceJson::read)
          .forEach(
              event -> {
                if (!(event instanceof Opened(long said))) {
                  throw new IllegalStateException(
                      name() + " does not begin as such a journal does");
                }
                first = said;
              });
    }
    return first;
  }

  private Entry entry(long slot, NonceEvent event, long nowMs) {
    return new Entry(name(), slot, event.type(), nowMs, NonceJson.body(event));
  }
}
