package io.fairfall.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What the ledger asks of the game that stakes are held for. The ledger knows accounts, holds and
 * releases; which of them there are, and why, only the game knows.
 *
 * <p>{@link #facts} and {@link #factsOf} read the world. Everything else is a pure function, so
 * that the same facts give the same entry again in a simulation or an audit.
 *
 * <p>Two kinds of entries are a game's. One that places a hold is a {@link AccountEntry.Kind#BET},
 * and the hold's id is the version of that entry: by it the ledger finds what was placed, and how
 * it ended. One by which the player ends a hold is a {@link AccountEntry.Kind#CASHOUT}.
 */
public interface Game {
  /**
   * Reads what a decision on an operation needs: at least the outcomes of the account's holds.
   *
   * @param fresh whether it must be read now; otherwise what this instance remembers will do
   * @param past how a hold of this account that is not open ended, if it ever was one
   * @throws IllegalStateException if an outcome that must exist cannot be read: it is unknown then,
   *     and never a loss
   */
  GameFacts facts(
      Account head, Operation operation, boolean fresh, LongFunction<Optional<PastHold>> past);

  /**
   * The same for an audit: what was known at the game version that an entry records.
   *
   * @param before the account before the entry
   */
  GameFacts factsOf(Account before, AccountEntry entry, LongFunction<Optional<PastHold>> past);

  /**
   * The holds that end by what the facts say. Every entry releases them first, whoever writes it.
   *
   * @param exceptId a hold that the operation itself ends, 0 for none
   */
  List<Release> due(Account head, GameFacts facts, long exceptId);

  /** Decides one of the game's own operations. */
  Decision decide(Account head, GameOperation operation, DecisionContext context);

  /**
   * The operation that an entry of kind bet or cashout came from.
   *
   * @param before the account before the entry
   */
  GameOperation operation(Account before, AccountEntry entry);

  /** Every reason of its own for which it rejects an operation. */
  List<? extends Rejection> rejections();

  /** How entries are stored. */
  EntryCodec codec();
}
