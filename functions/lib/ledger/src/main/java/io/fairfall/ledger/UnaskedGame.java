package io.fairfall.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The game for whoever only moves money in and out: it is never asked, and its entries are read and
 * written with its codec.
 *
 * @param codec of the game that is played in these accounts
 */
public record UnaskedGame(EntryCodec codec) implements Game {
  @Override
  public GameFacts facts(
      Account head, Operation operation, boolean fresh, LongFunction<Optional<PastHold>> past) {
    throw asked(operation);
  }

  @Override
  public GameFacts factsOf(
      Account before, AccountEntry entry, LongFunction<Optional<PastHold>> past) {
    throw asked(entry.kind());
  }

  @Override
  public List<Release> due(Account head, GameFacts facts, long exceptId) {
    throw asked(facts);
  }

  @Override
  public Decision decide(Account head, GameOperation operation, DecisionContext context) {
    throw asked(operation);
  }

  @Override
  public GameOperation operation(Account before, AccountEntry entry) {
    throw asked(entry.kind());
  }

  @Override
  public List<? extends Rejection> rejections() {
    return List.of();
  }

  private static IllegalStateException asked(Object about) {
    return new IllegalStateException("no game is asked here: " + about);
  }
}
