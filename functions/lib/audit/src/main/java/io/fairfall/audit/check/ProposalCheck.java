package io.fairfall.audit.check;

import io.fairfall.audit.report.Rule;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Operation;
import io.fairfall.treasury.adjustments.ProposalEvent;
import io.fairfall.treasury.adjustments.ProposalJournal;
import io.fairfall.treasury.adjustments.ProposalJson;
import io.fairfall.treasury.adjustments.ProposalState;
import java.util.List;
import java.util.Optional;

/**
 * Proposals of adjustments and accounts prove each other: no account is adjusted but as operators
 * agreed, and where two are needed they are two.
 */
final class ProposalCheck {
  private static final int MAX_STEPS = 8;
  private static final long CLOCKS_APART_MS = 60_000;

  private final AuditContext context;

  ProposalCheck(AuditContext context) {
    this.context = context;
  }

  /** An adjustment was proposed under its key's id, from the time on that proposals are. */
  void requireProposal(String player, Entry stored, AccountEntry read) {
    if (read.kind() != AccountEntry.Kind.ADJUSTMENT
        || read.isAdjustmentBy(Operation.Adjustment.FAUCET)
        || !isSinceProposals(stored)) {
      return;
    }
    String key = read.trace().id();
    boolean isAgreed =
        state(key.substring(key.indexOf('.') + 1))
            .filter(state -> allows(state, player, read))
            .isPresent();
    if (!isAgreed) {
      found(stored, "is an adjustment that no operators agreed on");
    }
  }

  private boolean isSinceProposals(Entry stored) {
    return context.evidence().eventJournals().range(ProposalJournal.LIST, 1, 1).stream()
        .anyMatch(first -> stored.atMs() >= first.atMs());
  }

  /**
   * The list: each of its entries stands in the proposal's own journal as well, and takes two
   * operators where one may not.
   */
  JournalCheck list(SettingsHistory settings) {
    SoloCheck solo = new SoloCheck(context.evidence().eventJournals(), settings);
    return (entry, follows) -> {
      try {
        if (!(ProposalJson.read(entry) instanceof ProposalEvent.Proposed(var one))
            || !isAmong(
                context.evidence().eventJournals().range(ProposalJournal.journalOf(one.id()), 1, 1),
                entry)) {
          found(entry, "is a proposal that stands in no journal of its own");
        } else if (one.isAlone() && !solo.allows(entry)) {
          found(entry, "takes two operators, and one was enough");
        }
      } catch (RuntimeException malformed) {
        context.found(
            entry.journal(), entry.version(), Rule.UNREADABLE, "is no proposal: " + malformed);
      }
    };
  }

  private static boolean isAmong(List<Entry> some, Entry entry) {
    return some.stream()
        .anyMatch(one -> one.body().equals(entry.body()) && one.atMs() == entry.atMs());
  }

  /** One proposal: its steps follow each other, and its account has what was agreed on. */
  JournalCheck one() {
    return (entry, follows) -> {
      try {
        ProposalEvent event = ProposalJson.read(entry);
        if (!mayStand(event, entry)) {
          found(entry, "is no step that can come here");
        } else if (event instanceof ProposalEvent.Proposed && !isListed(entry)) {
          found(entry, "is a proposal that does not stand in the list");
        }
      } catch (RuntimeException malformed) {
        context.found(
            entry.journal(), entry.version(), Rule.UNREADABLE, "is no step: " + malformed);
      }
    };
  }

  /**
   * Looks it up by its instant. The list's instants ascend but for clocks that are a minute apart:
   * what stands before one that is older by more than that is older as well.
   */
  private boolean isListed(Entry own) {
    long later = 1;
    while (isBefore(later, own.atMs() - CLOCKS_APART_MS)) {
      later *= 2;
    }
    long earlier = later / 2;
    while (later - earlier > 1) {
      long middle = earlier + (later - earlier) / 2;
      if (isBefore(middle, own.atMs() - CLOCKS_APART_MS)) {
        earlier = middle;
      } else {
        later = middle;
      }
    }
    Journals events = context.evidence().eventJournals();
    List<Entry> page = events.range(ProposalJournal.LIST, later, Long.MAX_VALUE);
    while (!page.isEmpty()) {
      if (isAmong(page, own)) {
        return true;
      }
      if (page.getLast().atMs() > own.atMs() + CLOCKS_APART_MS) {
        return false;
      }
      page = events.range(ProposalJournal.LIST, page.getLast().version() + 1, Long.MAX_VALUE);
    }
    return false;
  }

  private boolean isBefore(long slot, long atMs) {
    return context.evidence().eventJournals().range(ProposalJournal.LIST, slot, slot).stream()
        .anyMatch(entry -> entry.atMs() < atMs);
  }

  private boolean mayStand(ProposalEvent event, Entry entry) {
    if (event instanceof ProposalEvent.Proposed(var one)) {
      return entry.version() == 1 && ProposalJournal.journalOf(one.id()).equals(entry.journal());
    }
    List<Entry> before =
        context.evidence().eventJournals().range(entry.journal(), 1, entry.version() - 1);
    Optional<ProposalState> state = ProposalJournal.state(before);
    if (state.isEmpty()) {
      return false;
    }
    ProposalState.Status status = state.get().status(entry.atMs());
    boolean isWaiting = status == ProposalState.Status.OPEN;
    boolean isAgreed = status == ProposalState.Status.APPROVED;
    return switch (event) {
      case ProposalEvent.Approved approved ->
          isWaiting && approved.by().isAnother(state.get().proposal().by());
      case ProposalEvent.Rejected rejected -> isWaiting || status == ProposalState.Status.EXPIRED;
      case ProposalEvent.Done(long version) -> isAgreed && isDone(state.get(), version);
      case ProposalEvent.Refused refused -> isAgreed;
      case ProposalEvent.Proposed again -> false;
    };
  }

  private boolean isDone(ProposalState state, long version) {
    String player = state.proposal().player();
    return context
        .evidence()
        .accountJournals()
        .range(Accounts.journalOf(player), version, version)
        .stream()
        .findFirst()
        .filter(stored -> allows(state, player, BetEntryCodec.INSTANCE.read(stored)))
        .isPresent();
  }

  private Optional<ProposalState> state(String id) {
    try {
      return ProposalJournal.state(
          context.evidence().eventJournals().range(ProposalJournal.journalOf(id), 1, MAX_STEPS));
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static boolean allows(ProposalState state, String player, AccountEntry entry) {
    if (state.proposal().base() == null && state.approved().isEmpty()) {
      return false;
    }
    Operation.Adjustment agreed = state.operation();
    return entry.kind() == AccountEntry.Kind.ADJUSTMENT
        && state.proposal().player().equals(player)
        && agreed.trace(entry.format()).equals(entry.trace())
        && agreed.amount().equals(entry.adjusted());
  }

  private void found(Entry entry, String what) {
    context.found(entry.journal(), entry.version(), Rule.OPERATOR, what);
  }
}
