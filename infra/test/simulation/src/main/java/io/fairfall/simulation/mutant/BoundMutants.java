package io.fairfall.simulation.mutant;

import java.util.List;

/** Faults at bounds: who meets one goes by what there is so far, as if that were all. */
final class BoundMutants {
  private BoundMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "read-cut-at-a-page",
            "of the window of a key only what one read brings is looked at",
            "lib/ledger/AccountReader",
            "return window(journal,",
            "return journals.range(journal,"),
        Mutant.of(
            "reader-cut-at-a-page",
            "of a stretch of a journal only what one read brings is there",
            "lib/journal/JournalReader",
            "page < maxPages",
            "page < 1"),
        Mutant.of(
            "tries-over-is-no",
            "an operation whose tries were all in vain is told as no",
            "lib/ledger/OperationExecutor",
            "throw new AccountContendedException(journal, contended);",
            """
            if (operation.isPatient()) {
              throw new AccountContendedException(journal, contended);
            }
            return new Answer.No(LedgerRejection.PAUSED, head(new AppendLoop.Try(2, true)).account());
            """),
        Mutant.of(
            "patient-tries-over-is-no",
            "a cashout whose tries were all in vain is told as no",
            "lib/ledger/OperationExecutor",
            "throw new AccountContendedException(journal, contended);",
            """
            if (!operation.isPatient()) {
              throw new AccountContendedException(journal, contended);
            }
            return new Answer.No(LedgerRejection.PAUSED, head(new AppendLoop.Try(2, true)).account());
            """),
        Mutant.of(
            "forgotten-round-is-none",
            "a finished round that is not remembered any more was never there",
            "lib/crash/GameJournal",
            "if (entries.isEmpty() || !entries",
            "if (finished.size() > 0 || entries.isEmpty() || !entries"),
        Mutant.of(
            "facts-cut-at-an-entry",
            "facts that are too many for one entry are told no more",
            "lib/crash/bets/RoundProjection",
            "return learn(entry) && batch.size() < fresh.size();",
            "return learn(entry) && batch.isEmpty();"),
        Mutant.of(
            "projector-tries-over-is-told",
            "facts that found no slot in all their tries pass for told",
            "lib/crash/bets/RoundProjection",
            "    } catch (TooManyConflictsException othersCameFirst) {\n      return false;",
            "    } catch (TooManyConflictsException othersCameFirst) {\n      return true;"),
        Mutant.of(
            "rate-unbounded",
            "a player's operations in a second are not bounded",
            "lib/ledger/Account",
            "return recent.size() == MAX_RECENT_OPERATIONS",
            "return recent.size() > MAX_RECENT_OPERATIONS"));
  }
}
