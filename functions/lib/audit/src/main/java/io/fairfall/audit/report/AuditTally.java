package io.fairfall.audit.report;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What was counted and summed up on the way, by every segment into the same. */
public final class AuditTally {
  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final Map<Sum, BigInteger> sums = new EnumMap<>(Sum.class);

  public AuditTally() {
    for (Count what : Count.values()) {
      counts.put(what, new LongAdder());
    }
  }

  /** Things that are counted. */
  public enum Count {
    /** Entries of any kind that were judged. */
    ENTRIES,
    /** Entries that are too young to be judged. */
    YOUNG,
    ACCOUNTS,
    ACCOUNT_ENTRIES,
    RECEIPTS,
    ROUNDS,
    FACTS,
    POSTINGS,
    CHECKPOINTS,
    SEALS;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Amounts that are summed up, in wei. */
  public enum Sum {
    /** What players can stake or withdraw. */
    AVAILABLE,
    /** Open stakes. */
    LOCKED,
    /** What came in from outside less what went out: the external legs, turned round. */
    EXTERNAL,
    /** What the house won, or with adjustments gave: its legs. */
    HOUSE,
    /** What is still to be taken back of deposits that left the chain. */
    OWED,
    /** What adjustments of the time before they were posted moved: in no books of the house. */
    UNPOSTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public void count(Count what, long number) {
    adder(what).add(number);
  }

  public void add(Sum what, BigInteger wei) {
    synchronized (sums) {
      sums.merge(what, wei, BigInteger::add);
    }
  }

  public long count(Count what) {
    return adder(what).sum();
  }

  BigInteger sum(Sum what) {
    synchronized (sums) {
      return sums.getOrDefault(what, BigInteger.ZERO);
    }
  }

  private LongAdder adder(Count what) {
    return Objects.requireNonNull(counts.get(what));
  }

  public Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    for (Count what : Count.values()) {
      all.put(what.word(), count(what));
    }
    return all;
  }

  public Map<String, String> sums() {
    Map<String, String> all = new TreeMap<>();
    for (Sum what : Sum.values()) {
      all.put(what.word(), sum(what).toString());
    }
    return all;
  }

  /** Takes over what an earlier part of the same pass has counted. */
  public void restore(Map<String, Long> countsBefore, Map<String, String> sumsBefore) {
    for (Count what : Count.values()) {
      count(what, countsBefore.getOrDefault(what.word(), 0L));
    }
    for (Sum what : Sum.values()) {
      add(what, new BigInteger(sumsBefore.getOrDefault(what.word(), "0")));
    }
  }
}
