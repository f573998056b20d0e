package io.fairfall.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * A chain of game hashes, played backwards.
 *
 * <p>Link 0 is a random seed; every link is the SHA-256 of the one before, over lower-case hex
 * text. The last link is the terminal hash, published before the first game. Game n plays link
 * {@code length - n}: its hash, once shown, hashes to the one shown before it, so that the house
 * cannot choose, and nobody can compute the next from the last. Every {@link #CHECKPOINT_LINKS}-th
 * link is kept, so that a game's hash takes that many hashes at most, however long the chain is.
 *
 * @param length games in the chain
 * @param checkpoints the links 0, 4096, 8192 …: the whole secret
 * @param terminalHash the public last link
 */
public record HashChain(long length, List<String> checkpoints, String terminalHash) {
  public static final int CHECKPOINT_LINKS = 4096;

  /** Walks a new chain from its seed: about a quarter of a microsecond a link. */
  public static HashChain walk(String seed, long length) {
    if (length < 1) {
      throw new IllegalArgumentException("a chain has at least one game");
    }
    List<String> checkpoints = new ArrayList<>();
    String link = seed;
    for (long i = 0; i < length; i++) {
      if (i % CHECKPOINT_LINKS == 0) {
        checkpoints.add(link);
      }
      link = Hashes.sha256(link);
    }
    return new HashChain(length, List.copyOf(checkpoints), link);
  }

  /**
   * The hash of a game.
   *
   * @param game from 1 to {@link #length}
   */
  public String gameHash(long game) {
    if (game < 1 || game > length) {
      throw new IllegalArgumentException("this chain has the games 1 to " + length);
    }
    long index = length - game;
    String link = checkpoints.get((int) (index / CHECKPOINT_LINKS));
    for (long i = 0; i < index % CHECKPOINT_LINKS; i++) {
      link = Hashes.sha256(link);
    }
    return link;
  }

  /** What a game's hash must hash to: the hash of the game before, or the terminal hash. */
  public static String commitmentOf(String gameHash) {
    return Hashes.sha256(gameHash);
  }

  /** The seed stays out of logs. */
  @Override
  public String toString() {
    return "HashChain[length=" + length + ", terminalHash=" + terminalHash + "]";
  }
}
