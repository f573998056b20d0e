package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.HouseJson;
import io.fairfall.treasury.RoundPnl;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of one round. They are taken from the round's balance, to which accounts have added
 * theirs, and summed up for the house: what they come to must be what was posted, up to the facts
 * that the newest posting counted, and up to the cut. The facts of one round are in memory while it
 * passes by; no round has more than some thousands.
 */
final class RoundCheck implements JournalCheck {
  private final String journal;
  private final long round;
  private final AuditContext context;
  private final Journals events;
  private final FactHash hash;
  private final Map<PublicBetEvent.Key, Noted> facts = new LinkedHashMap<>();
  private long oldThrough;

  RoundCheck(String journal, long round, AuditContext context, Journals events, FactHash hash) {
    this.journal = journal;
    this.round = round;
    this.context = context;
    this.events = events;
    this.hash = hash;
  }

  private record Noted(long version, PublicBetEvent fact) {}

  @Override
  public void judge(Entry entry, boolean follows) {
    note(entry);
    oldThrough = entry.version();
  }

  @Override
  public void young(Entry entry) {
    note(entry);
  }

  /** A round is over within minutes, and its journal is as short. */
  @Override
  public int memory() {
    return NOT_WITHIN;
  }

  private void note(Entry entry) {
    List<PublicBetEvent> told;
    try {
      told = RoundFacts.read(entry);
    } catch (RuntimeException malformed) {
      context.found(journal, entry.version(), Rule.UNREADABLE, "holds no facts: " + malformed);
      return;
    }
    for (PublicBetEvent fact : told) {
      Noted known = facts.putIfAbsent(fact.key(), new Noted(entry.version(), fact));
      if (known != null && !known.fact().equals(fact)) {
        context.found(
            journal, entry.version(), Rule.FACT, "tells otherwise what was told before: " + fact);
      }
    }
  }

  @Override
  public void end() {
    if (round < context.lowestRound()) {
      return;
    }
    for (Noted noted : facts.values()) {
      if (context.isCompared(noted.fact().at())) {
        context.tally().count(AuditTally.Count.FACTS, 1);
        context.balances().noted(round, hash.of(noted.fact()));
      }
    }
    requirePosted();
  }

  private void requirePosted() {
    Optional<Entry> newest = events.head(HouseJournal.postingsOf(round));
    long through = 0;
    BigInteger posted = BigInteger.ZERO;
    if (newest.isPresent()) {
      if (context.isBehindTheCut(first(newest.get()).atMs())) {
        context.balances().posting(round, -1);
      }
      try {
        if (HouseJson.read(newest.get()) instanceof HouseEntry.Posted last) {
          through = last.posting().through();
          posted = last.posting().total();
        }
      } catch (RuntimeException unreadable) {
        return; // the posting's own check has found it
      }
    }
    requireTotal(through, posted);
    if (oldThrough > through) {
      requireTotal(oldThrough, posted);
    }
  }

  /** The first posting: mostly it is the newest as well. */
  private Entry first(Entry newest) {
    return newest.version() == 1
        ? newest
        : events.range(newest.journal(), 1, 1).stream().findFirst().orElse(newest);
  }

  private void requireTotal(long through, BigInteger posted) {
    List<PublicBetEvent> counted =
        facts.values().stream()
            .filter(noted -> noted.version() <= through)
            .map(Noted::fact)
            .toList();
    BigInteger total = RoundPnl.of(counted).house();
    if (!total.equals(posted)) {
      context.found(
          journal,
          Math.max(1, through),
          Rule.POSTING,
          "brings the house " + total + " wei up to here, but " + posted + " wei are posted");
    }
  }
}
