package io.fairfall.simulation.mutant;

import java.util.ArrayList;
import java.util.List;

/** Every planted fault. Each takes away one mechanism of the account protocol, or one rule. */
public final class Mutants {
  private Mutants() {}

  /** All of them. */
  public static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    all.addAll(ofAppends());
    all.addAll(ReceiptMutants.all());
    all.addAll(ReversalMutants.all());
    all.addAll(TogetherMutants.all());
    all.addAll(ofSettings());
    all.addAll(ofIdentity());
    all.addAll(ofFences());
    all.addAll(ofBets());
    all.addAll(ofCashouts());
    all.addAll(CorrectionMutants.all());
    all.addAll(ofEnds());
    all.addAll(BoundMutants.all());
    all.addAll(DiceMutants.all());
    return List.copyOf(all);
  }

  /** A mutant by its name. */
  public static Mutant named(String name) {
    return all().stream()
        .filter(mutant -> mutant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no mutant " + name));
  }

  private static List<Mutant> ofAppends() {
    return List.of(
        Mutant.of(
            "condition-dropped",
            "a put overwrites its slot",
            "lib/journal/MemoryJournals",
            ".putIfAbsent(entry.version(), entry)",
            ".put(entry.version(), entry)"),
        Mutant.of(
            "conflict-is-success",
            "a taken slot is told as yes",
            "lib/ledger/OperationExecutor",
            "return Proposal.write(context.accounts(), write.entries(), () -> written(write, entry));",
            """
            context.accounts().put(write.entries());
            return Proposal.answer(written(write, entry));
            """),
        Mutant.of(
            "all-old-ignored",
            "with an expected version, a conflict is refused before looking whose entry it is",
            "lib/ledger/OperationExecutor",
            "return Proposal.write(context.accounts(), write.entries(), () -> written(write, entry));",
            """
            if (operation.expectedVersion().isPresent()) {
              return Proposal.answer(
                  context.accounts().put(write.entries())
                          instanceof io.fairfall.journal.TransactionalAppend.Written
                      ? written(write, entry)
                      : new Answer.No(LedgerRejection.VERSION_CONFLICT, head.account()));
            }
            return Proposal.write(context.accounts(), write.entries(), () -> written(write, entry));
            """),
        Mutant.of(
            "unknown-is-no",
            "an unanswered put is told as no",
            "lib/ledger/OperationExecutor",
            "return Proposal.write(context.accounts(), write.entries(), () -> written(write, entry));",
            """
            try {
              return context.accounts().put(write.entries())
                      instanceof io.fairfall.journal.TransactionalAppend.Written
                  ? Proposal.answer(written(write, entry))
                  : new Proposal.LookAgain<>();
            } catch (io.fairfall.journal.StoreUnavailableException unanswered) {
              return Proposal.answer(new Answer.No(LedgerRejection.PAUSED, head.account()));
            }
            """),
        Mutant.of(
            "head-unverified",
            "an entry is built on a head whose seal is not checked",
            "lib/ledger/AccountReader",
            "    MacChain.verify(head, previousSeal, keys.knowing(MacChain.keyId(head)));\n",
            ""),
        Mutant.of(
            "seal-chain-cut",
            "a seal does not cover the one before it",
            "lib/ledger/LedgerContext",
            "return MacChain.seal(plain, head.seal(),",
            "return MacChain.seal(plain, MacChain.NONE,"));
  }

  private static List<Mutant> ofSettings() {
    return List.of(
        Mutant.of(
            "pause-ignored",
            "withdrawals are taken while they are paused",
            "lib/ledger/WalletRule",
            "if (context.requireSettings().withdrawalsPaused()) {",
            "if (context.settings().version() < 0) {"),
        Mutant.of(
            "settings-version-not-recorded",
            "an entry names older settings than it was decided on",
            "lib/ledger/EntryBuilder",
            "context.settings().version(),",
            "head.settingsVersion(),"));
  }

  private static List<Mutant> ofIdentity() {
    return List.of(
        Mutant.of(
            "no-look-up",
            "nobody looks whether it happened before",
            "lib/ledger/OperationExecutor",
            "if (earlier.isPresent()) {",
            "if (earlier.isPresent() && earlier.get().version() < 0) {"),
        Mutant.of(
            "version-before-look-up",
            "the expected version is compared before the look-up",
            "lib/ledger/OperationExecutor",
            "    Optional<AccountEntry> earlier =",
            """
                if (operation.expectedVersion().isPresent()
                    && operation.expectedVersion().getAsLong() != head.version()) {
                  return no(LedgerRejection.VERSION_CONFLICT, head);
                }
                Optional<AccountEntry> earlier =
            """),
        Mutant.of(
            "window-not-searched",
            "only the recent operations in the head are looked at",
            "lib/ledger/AccountReader",
            "if (index < 0 && head.recentReachesBackTo() <= id.firstSlot()) {",
            "if (index < 0) {"),
        Mutant.of(
            "window-too-short",
            "the recent operations are trusted one slot too far",
            "lib/ledger/AccountReader",
            "head.recentReachesBackTo() <= id.firstSlot()",
            "head.recentReachesBackTo() <= id.firstSlot() + 1"),
        Mutant.of(
            "keys-never-expire",
            "a key is decided on outside of its window",
            "lib/ledger/OperationExecutor",
            "if (head.version() >= id.get().lastSlot()) {",
            "if (head.version() < 0) {"),
        Mutant.of(
            "hash-ignored",
            "the same key stands for another request",
            "lib/ledger/OperationExecutor",
            "if (!earlier.trace().equals(operation.trace(earlier.format()))) {",
            "if (!earlier.trace().id().equals(operation.trace(earlier.format()).id())) {"),
        Mutant.of(
            "expected-version-ignored",
            "a bet stands on another version than the client insisted on",
            "lib/ledger/OperationExecutor",
            "&& expected.getAsLong() < head.version()",
            "&& expected.getAsLong() < 0"),
        Mutant.of(
            "key-ahead-refused",
            "a later attempt under a key that the account may yet come to is refused for good",
            "lib/ledger/OperationExecutor",
            "return isFirst\n          ? no(LedgerRejection.VALIDATION, head)",
            "return isFirst || head.version() >= 0\n          ? no(LedgerRejection.VALIDATION, head)"));
  }

  private static List<Mutant> ofFences() {
    return List.of(
        Mutant.of(
            "fence-removed",
            "a later attempt's no is not written down",
            "lib/ledger/OperationExecutor",
            "if (isFirst || operation.key().isEmpty()) {",
            "if (isFirst || !operation.key().isEmpty() || operation.key().isEmpty()) {"),
        Mutant.of(
            "fence-not-after-conflict",
            "a no after a conflict is not written down, though a first sending may be under way",
            "lib/ledger/OperationExecutor",
            "boolean isFirst = isFirstAttempt && !attempt.mayBeUnderWay();",
            "boolean isFirst = isFirstAttempt;"),
        Mutant.of(
            "fence-time-only",
            "only a no that depends on time is written down",
            "lib/ledger/OperationExecutor",
            "if (isFirst || operation.key().isEmpty()) {",
            """
            if (isFirst
                || operation.key().isEmpty()
                || !rejection.name().equals("ROUND_CLOSED")) {\
            """),
        Mutant.of(
            "fence-not-seen",
            "a void is not found by the look-up",
            "lib/ledger/AccountReader",
            "        .filter(entry -> entry.trace().id().equals(id.text()))\n        .findFirst();",
            """
                    .filter(entry -> entry.trace().id().equals(id.text()))
                    .filter(entry -> entry.kind() != AccountEntry.Kind.VOID)
                    .findFirst();
            """),
        Mutant.of(
            "void-is-success",
            "a request's own void is read as yes",
            "lib/ledger/OperationExecutor",
            "return earlier.kind() == AccountEntry.Kind.VOID",
            "return earlier.version() < 0"),
        Mutant.of(
            "cashouts-fenced",
            "a cashout's no is written down",
            "lib/ledger/OperationExecutor",
            "if (isFirst || operation.key().isEmpty()) {",
            "if (isFirst && operation.key().isPresent()) {"),
        Mutant.of(
            "no-on-stale-facts",
            "a no rests on a remembered game",
            "lib/ledger/OperationExecutor",
            "if (!freshFacts) {",
            "if (!freshFacts && isFirst && operation.key().isEmpty()) {"));
  }

  private static List<Mutant> ofBets() {
    return List.of(
        Mutant.of(
            "seat-taken-twice",
            "a seat takes a second bet",
            "lib/crash/bets/BetRule",
            "if (Seats.of(head).isTaken(bet.roundId(), bet.seat())) {",
            "if (Seats.of(head).taken() < 0) {"),
        Mutant.of(
            "handler-clock-ignored",
            "a bet is sent after the round has closed",
            "lib/crash/bets/BetRule",
            "|| context.nowMs() >= terms.closesAt()",
            ""),
        Mutant.of(
            "stamp-ignored",
            "a bet's stamp does not count",
            "lib/crash/bets/BetRule",
            "bet.stampMs() >= terms.closesAt() || ",
            ""),
        Mutant.of(
            "funds-ignored",
            "a stake need not be covered",
            "lib/ledger/EntryBuilder",
            "return available().compareTo(stake.value()) < 0",
            "return available().signum() < 0"),
        Mutant.of(
            "game-version-not-recorded",
            "an entry names an older game than it was decided on",
            "lib/ledger/EntryBuilder",
            "context.game().version(),",
            "head.gameVersion(),"));
  }

  private static List<Mutant> ofCashouts() {
    return List.of(
        Mutant.of(
            "multipliers-compared",
            "what is shown at the stamp is compared with the crash point",
            "lib/crash/Flight",
            "return instantMs > crashAtMs;",
            "return Curve.at(instantMs - startsAtMs).isAbove(crash);"),
        Mutant.of(
            "crash-instant-lost",
            "a stamp at the very instant of the crash is late",
            "lib/crash/Flight",
            "return instantMs > crashAtMs;",
            "return instantMs >= crashAtMs;"),
        Mutant.of(
            "processed-not-stamped",
            "the handler's clock decides a cashout",
            "lib/crash/bets/CashoutRule",
            "boolean inTime = !flight.isOverAt(cashout.stampMs());",
            "boolean inTime = !flight.isOverAt(context.nowMs());"),
        Mutant.of(
            "own-bet-closed-first",
            "a cashout's own bet is closed as lost before it is decided",
            "lib/crash/bets/CashoutRule",
            "if (!inTime && !flight.reaches(target)) {",
            """
            if (!BetSettlement.due(head, crash.view(), BetSettlement.NOBODY).isEmpty()
                && !flight.reaches(target)) {
            """),
        Mutant.of(
            "target-ignored",
            "a cashout pays above the automatic target",
            "lib/crash/bets/CashoutRule",
            "return target.isAbove(atStamp)",
            "return bet.auto().isPresent() || target.isAbove(atStamp)"));
  }

  private static List<Mutant> ofEnds() {
    return List.of(
        Mutant.of(
            "rounding-up",
            "payouts are rounded up",
            "lib/money/Wei",
            "value.multiply(hundredths).divide(BigInteger.valueOf(Multiplier.ONE_HUNDREDTHS))",
            "value.multiply(hundredths).add(BigInteger.valueOf(Multiplier.ONE_HUNDREDTHS - 1))"
                + ".divide(BigInteger.valueOf(Multiplier.ONE_HUNDREDTHS))"),
        Mutant.of(
            "close-applied-twice",
            "the end of a bet moves its money twice",
            "lib/ledger/Legs",
            "return new Legs(p, x.negate(), x.subtract(p), BigInteger.ZERO);",
            "return new Legs(p.add(p), x.negate(), x.subtract(p).subtract(p), BigInteger.ZERO);"),
        Mutant.of(
            "auto-lost",
            "an automatic target that was reached is closed as lost",
            "lib/crash/bets/BetSettlement",
            "return target.isAbove(crashed.crash())",
            "return target.isAbove(crashed.crash()) || bet.autoCashout() != null"),
        Mutant.of(
            "void-lost",
            "a voided round's stakes are not returned",
            "lib/crash/bets/BetSettlement",
            "return Optional.of(Close.refunded(bet));",
            "return Optional.of(Close.lost(bet));"),
        Mutant.of(
            "not-closed",
            "an entry leaves bets open that its game version ends",
            "lib/ledger/EntryBuilder",
            "    for (Release release : due) {\n      release(release);",
            "    for (Release release : due) {\n      if (due.size() < 2) release(release);"),
        Mutant.of(
            "losers-forgotten",
            "nobody settles a loss",
            "lib/crash/bets/DueSettlements",
            "        || nowMs >= everyoneAtMs(round)\n",
            ""),
        Mutant.of(
            "closes-untold",
            "ends inside of other entries are no facts",
            "lib/crash/bets/AccountProjector",
            "for (Close close : AccountBets.closes(read)) {",
            "for (Close close : AccountBets.closes(read).subList(0, 0)) {"));
  }
}
