package io.fairfall.audit.check;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * A balance for each round, in 24 bytes: whatever accounts tell of a round is added, whatever the
 * round's own journal tells is taken away, and in the end nothing may be left.
 *
 * <p>What is added is a number per fact, a keyed hash of all that the fact says (see {@link
 * FactHash}), and one per fact; so two different sets of facts leave nothing with a chance of one
 * in 2<sup>64</sup>. It says which round is wrong, never which fact: for the few that are wrong the
 * accounts are read again. The table is open-addressed over plain arrays, because a million rounds
 * as objects would be a hundred megabytes.
 */
public final class RoundBalances {
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int BYTES_EACH = 3 * Long.BYTES;

  /** Rounds are numbered from 1. */
  private static final long TOO_MANY = 0;

  private final int maxRounds;
  private long[] rounds = new long[FIRST_CAPACITY];
  private long[] facts = new long[FIRST_CAPACITY];
  private int[] counts = new int[FIRST_CAPACITY];
  private int[] postings = new int[FIRST_CAPACITY];
  private int size;
  private boolean isFull;

  public RoundBalances(int maxRounds) {
    this.maxRounds = maxRounds;
  }

  /** An account tells a fact. */
  public synchronized void told(long round, long factHash) {
    add(round, factHash, 1, 0);
  }

  /** The round's journal has a fact. */
  synchronized void noted(long round, long factHash) {
    add(round, -factHash, -1, 0);
  }

  /** A posting's journal was met (+1), or the round's journal leads to one (-1). */
  synchronized void posting(long round, int sign) {
    add(round, 0, 0, sign);
  }

  public int maxRounds() {
    return maxRounds;
  }

  /** Rounds that have ever been touched. */
  synchronized int size() {
    return size;
  }

  /** Whether there were more rounds than there may be: then some were left out. */
  public synchronized boolean isFull() {
    return isFull;
  }

  /** Every round in which something about the facts is left. */
  public synchronized void eachWithFactsLeft(LongConsumer found) {
    for (int i = 0; i < rounds.length; i++) {
      if (rounds[i] != 0 && (facts[i] != 0 || counts[i] != 0)) {
        found.accept(rounds[i]);
      }
    }
  }

  /** Every round whose postings and facts do not lead to each other. */
  public synchronized void eachWithPostingsLeft(LongConsumer found) {
    for (int i = 0; i < rounds.length; i++) {
      if (rounds[i] != 0 && postings[i] != 0) {
        found.accept(rounds[i]);
      }
    }
  }

  /**
   * All of it, for a pass that goes on in another process; rounds that are even are left out. That
   * there were too many is said by a round of no number.
   */
  public synchronized byte[] save() {
    int left = isFull ? 1 : 0;
    for (int i = 0; i < rounds.length; i++) {
      left += isEven(i) ? 0 : 1;
    }
    ByteBuffer bytes = ByteBuffer.allocate(left * BYTES_EACH);
    for (int i = 0; i < rounds.length; i++) {
      if (!isEven(i)) {
        bytes.putLong(rounds[i]).putLong(facts[i]).putInt(counts[i]).putInt(postings[i]);
      }
    }
    if (isFull) {
      bytes.putLong(TOO_MANY).putLong(0).putInt(0).putInt(0);
    }
    return bytes.array();
  }

  /** Adds what {@link #save} gave. */
  public synchronized void restore(byte[] saved) {
    ByteBuffer bytes = ByteBuffer.wrap(saved);
    while (bytes.hasRemaining()) {
      restore(bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.getInt());
    }
  }

  private void restore(long round, long factHash, int count, int posting) {
    if (round == TOO_MANY) {
      isFull = true;
    } else {
      add(round, factHash, count, posting);
    }
  }

  private boolean isEven(int slot) {
    return rounds[slot] == 0 || (facts[slot] == 0 && counts[slot] == 0 && postings[slot] == 0);
  }

  private void add(long round, long factHash, int count, int posting) {
    int slot = slotOf(round);
    if (rounds[slot] == 0) {
      if (size == maxRounds) {
        isFull = true;
        return;
      }
      rounds[slot] = round;
      size++;
    }
    facts[slot] += factHash;
    counts[slot] += count;
    postings[slot] += posting;
    if (size * 2 > rounds.length) {
      grow();
    }
  }

  private int slotOf(long round) {
    int mask = rounds.length - 1;
    int slot = Long.hashCode(round * 0x9E3779B97F4A7C15L) & mask;
    while (rounds[slot] != 0 && rounds[slot] != round) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldRounds = rounds;
    long[] oldFacts = facts;
    int[] oldCounts = counts;
    int[] oldPostings = postings;
    rounds = new long[oldRounds.length * 2];
    facts = new long[rounds.length];
    counts = new int[rounds.length];
    postings = new int[rounds.length];
    for (int i = 0; i < oldRounds.length; i++) {
      if (oldRounds[i] != 0) {
        int slot = slotOf(oldRounds[i]);
        rounds[slot] = oldRounds[i];
        facts[slot] = oldFacts[i];
        counts[slot] = oldCounts[i];
        postings[slot] = oldPostings[i];
      }
    }
  }
}
