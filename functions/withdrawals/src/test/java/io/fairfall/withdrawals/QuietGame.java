package io.fairfall.withdrawals;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Decision;
import io.fairfall.ledger.DecisionContext;
import io.fairfall.ledger.EntryCodec;
import io.fairfall.ledger.Game;
import io.fairfall.ledger.GameFacts;
import io.fairfall.ledger.GameOperation;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.PastHold;
import io.fairfall.ledger.Rejection;
import io.fairfall.ledger.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** A game in which nobody plays: accounts are asked for withdrawals alone. */
public final class QuietGame implements Game {
  @Override
  public GameFacts facts(
      Account head, Operation operation, boolean fresh, LongFunction<Optional<PastHold>> past) {
    return new GameFacts.NotAsked(head.gameVersion());
  }

  @Override
  public GameFacts factsOf(
      Account before, AccountEntry entry, LongFunction<Optional<PastHold>> past) {
    return new GameFacts.NotAsked(before.gameVersion());
  }

  @Override
  public List<Release> due(Account head, GameFacts facts, long exceptId) {
    return List.of();
  }

  @Override
  public Decision decide(Account head, GameOperation operation, DecisionContext context) {
    throw new IllegalStateException("nobody plays here");
  }

  @Override
  public GameOperation operation(Account before, AccountEntry entry) {
    throw new IllegalStateException("nobody plays here");
  }

  @Override
  public List<? extends Rejection> rejections() {
    return List.of();
  }

  @Override
  public EntryCodec codec() {
    return BetEntryCodec.INSTANCE;
  }
}
