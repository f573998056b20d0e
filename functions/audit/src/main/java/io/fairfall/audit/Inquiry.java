package io.fairfall.audit;

import io.fairfall.journal.SealKeySource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What every part of one pass shares: its time, what it may use, and what it has found so far.
 *
 * @param nowMs when the pass began
 * @param cutMs entries younger than this are not judged
 * @param twins each entry of the house's journal less its twin in the journal of the round or the
 *     funding, as hashes: nothing may be left
 * @param lowestRound rounds below are too many to be compared with the accounts
 * @param keys nothing where the auditor has none: then seals are not checked
 */
record Inquiry(
    long nowMs,
    long cutMs,
    Evidence evidence,
    Optional<SealKeySource> keys,
    Findings findings,
    Tally tally,
    RoundBalances balances,
    AtomicLong twins,
    long lowestRound) {

  void found(String journal, long version, Rule rule, String what) {
    findings.add(journal, version, rule, what);
  }

  boolean isBehindTheCut(long atMs) {
    return atMs <= cutMs;
  }
}
