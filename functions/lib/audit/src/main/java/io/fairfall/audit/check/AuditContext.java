package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Findings;
import io.fairfall.audit.report.Rule;
import io.fairfall.journal.MacKeySource;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What every part of one pass shares: its time, what it may use, and what it has found so far.
 *
 * @param nowMs when the pass began
 * @param clock of whoever reads: what is ahead of it is from the future, however long ago the pass
 *     began
 * @param cutMs entries younger than this are not judged
 * @param sinceMs facts that are not younger than this were compared by an earlier pass; {@link
 *     #EVER} where there was none
 * @param coveredMs passes over what is new have read everything that is not younger, or {@link
 *     #EVER}: where they have not, that is found
 * @param twins each entry of the house's journal less its twin in the journal of the round or the
 *     funding, as hashes: nothing may be left
 * @param lowestRound rounds below are too many to be compared with the accounts
 * @param deployed bounds of bets that settings may leave as they are
 * @param keys nothing where the auditor has none: then seals are not checked
 */
public record AuditContext(
    long nowMs,
    InstantSource clock,
    long cutMs,
    long sinceMs,
    long coveredMs,
    Evidence evidence,
    Optional<MacKeySource> keys,
    Findings findings,
    AuditTally tally,
    RoundBalances balances,
    AtomicLong twins,
    long lowestRound,
    DeployedBounds deployed) {
  /** Before every instant: nothing was compared before. */
  public static final long EVER = Long.MIN_VALUE;

  public void found(String journal, long version, Rule rule, String what) {
    findings.add(journal, version, rule, what);
  }

  /** Whether a fact of that instant is this pass's to compare: each belongs to one pass. */
  public boolean isCompared(long atMs) {
    return atMs > sinceMs && isBehindTheCut(atMs);
  }

  boolean isBehindTheCut(long atMs) {
    return atMs <= cutMs;
  }
}
