package io.fairfall.payouts;

import io.fairfall.journal.Append;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.journal.Proposal;
import io.fairfall.payouts.PayoutEvent.Asked;
import java.util.List;
import java.util.Optional;

/**
 * The journals {@code payout:<player>:<version>}.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailableException}: then nobody
 * knows, and whoever comes next reads what stands.
 */
public final class PayoutJournal {
  /** Entries of one payout are far fewer than one page. */
  private static final int MAX_PAGES = 2;

  private final Journals journals;
  private final AppendLoop loop;

  /**
   * @param journals that seal what is written and check what is read, see {@link SealedPayouts}
   */
  public PayoutJournal(Journals journals, AppendLoop loop) {
    this.journals = journals;
    this.loop = loop;
  }

  /**
   * A payout as it stands.
   *
   * @throws BrokenPayoutException if its journal says what cannot be, or what the house has not
   *     sealed
   */
  public PayoutState read(PayoutId id) {
    return PayoutState.of(id, entries(id));
  }

  /**
   * Its entries, from the first.
   *
   * @throws BrokenPayoutException if one of them is not what the house has sealed
   */
  public List<Entry> entries(PayoutId id) {
    try {
      return new JournalReader(journals, MAX_PAGES).all(id.journal(), 1);
    } catch (MacMismatchException forged) {
      throw new BrokenPayoutException(id, String.valueOf(forged.getMessage()));
    }
  }

  /**
   * Writes the first entry, once: what was asked first counts.
   *
   * @return the payout as it stands then
   */
  public PayoutState ask(PayoutId id, Asked asked, long nowMs) {
    return change(id, asked, nowMs).state();
  }

  /**
   * What became of a change that a person asked for.
   *
   * @param state as it stands
   * @param refusal the rule for which it was not made; empty if it stands
   */
  public record Changed(PayoutState state, Optional<String> refusal) {}

  /**
   * Adds what a person decided, if it can follow what stands. The same thing again is no change.
   *
   * @param event not one of those that the chain decides
   */
  public Changed change(PayoutId id, PayoutEvent event, long nowMs) {
    return loop.run(
        id.journal(),
        attempt -> read(id),
        (state, attempt) -> {
          if (isIn(state, event)) {
            return Proposal.answer(new Changed(state, Optional.empty()));
          }
          Optional<String> refusal = state.whyNot(event);
          if (refusal.isPresent()) {
            return Proposal.answer(new Changed(state, refusal));
          }
          Entry entry = entry(state, event, nowMs);
          return Proposal.write(
              journals, entry, () -> new Changed(state.after(entry), Optional.empty()));
        });
  }

  private static boolean isIn(PayoutState state, PayoutEvent event) {
    return switch (event) {
      case Asked first -> first.equals(state.asked());
      case PayoutEvent.Approved(String by) -> state.approvedBy().contains(by);
      case PayoutEvent.Cancelling cancelling -> cancelling.equals(state.cancelling());
      default -> event.equals(state.end());
    };
  }

  /**
   * Puts an event after the state that was read.
   *
   * @return the state with it; empty if somebody else was first: then look again
   * @throws IllegalArgumentException if it cannot follow
   */
  public Optional<PayoutState> append(PayoutState state, PayoutEvent event, long nowMs) {
    Entry entry = entry(state, event, nowMs);
    return switch (journals.append(entry)) {
      case Append.Written written -> Optional.of(state.after(entry));
      case Append.SlotTaken(Entry winner) ->
          // a late second sending of the same put finds its own first
          winner.equals(entry) ? Optional.of(state.after(entry)) : Optional.empty();
      case Append.Contended contended -> Optional.empty();
    };
  }

  /**
   * The entry that has an event follow a state.
   *
   * @throws IllegalArgumentException if it cannot follow
   */
  static Entry entry(PayoutState state, PayoutEvent event, long nowMs) {
    state
        .whyNot(event)
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException(state.id().text() + ": " + rule);
            });
    return new Entry(
        state.id().journal(), state.version() + 1, event.type(), nowMs, PayoutJson.body(event));
  }
}
