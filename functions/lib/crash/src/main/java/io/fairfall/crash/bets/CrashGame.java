package io.fairfall.crash.bets;

import io.fairfall.crash.Flight;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.GameView;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundSecret;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Decision;
import io.fairfall.ledger.DecisionContext;
import io.fairfall.ledger.EntryCodec;
import io.fairfall.ledger.Game;
import io.fairfall.ledger.GameFacts;
import io.fairfall.ledger.GameOperation;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.PastHold;
import io.fairfall.ledger.Rejection;
import io.fairfall.ledger.Release;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** The crash game as the ledger sees it: bets are holds, and the {@code game} journal ends them. */
public final class CrashGame implements Game {
  private final GameJournal journal;
  private final LongFunction<Optional<RoundSecret>> secrets;

  /**
   * @param secrets undisclosed outcomes by round, for cashouts in flight; nothing where none may be
   *     read
   */
  public CrashGame(GameJournal journal, LongFunction<Optional<RoundSecret>> secrets) {
    this.journal = journal;
    this.secrets = secrets;
  }

  /** For whoever decides no cashout in flight. */
  public CrashGame(GameJournal journal) {
    this(journal, round -> Optional.empty());
  }

  @Override
  public GameFacts facts(
      Account head, Operation operation, boolean fresh, LongFunction<Optional<PastHold>> past) {
    List<Long> rounds = new ArrayList<>(roundsOf(head));
    Optional<PastHold> ended = Optional.empty();
    if (operation instanceof Bet bet) {
      rounds.add(bet.roundId());
    } else if (operation instanceof Cashout cashout && head.hold(cashout.betId()).isEmpty()) {
      ended = past.apply(cashout.betId());
      ended.ifPresent(found -> rounds.add(AccountBets.close(found.release()).roundId()));
    }
    GameView view = journal.view(rounds, head.gameVersion(), fresh);
    Optional<Flight> flight =
        operation instanceof Cashout cashout
            ? flight(AccountBets.open(head, cashout.betId()), ended, view)
            : Optional.empty();
    return new CrashFacts(view, flight, ended);
  }

  private Optional<Flight> flight(Optional<OpenBet> open, Optional<PastHold> ended, GameView view) {
    return open.map(OpenBet::roundId)
        .or(() -> ended.map(found -> AccountBets.close(found.release()).roundId()))
        .flatMap(view::round)
        .filter(Round::isStarted)
        .map(this::flight);
  }

  private Flight flight(Round round) {
    if (round.crashed() != null) {
      return Flight.of(round);
    }
    return secrets
        .apply(round.id())
        .orElseThrow(() -> new IllegalStateException("round " + round.id() + " has no outcome"))
        .reveal(round);
  }

  @Override
  public GameFacts factsOf(
      Account before, AccountEntry entry, LongFunction<Optional<PastHold>> past) {
    Optional<Close> cashout = AccountBets.cashout(entry);
    Optional<PastHold> ended =
        cashout
            .filter(close -> before.hold(close.betId()).isEmpty())
            .flatMap(close -> past.apply(close.betId()));
    List<Long> ids = new ArrayList<>(roundsOf(before));
    AccountBets.placed(entry).ifPresent(bet -> ids.add(bet.roundId()));
    ended.ifPresent(found -> ids.add(AccountBets.close(found.release()).roundId()));
    Map<Long, Round> rounds = new HashMap<>();
    for (long id : ids) {
      if (id <= entry.gameVersion()) {
        journal.round(id).ifPresent(r -> rounds.put(id, r.asOf(entry.gameVersion())));
      }
    }
    return new CrashFacts(
        new GameView(entry.gameVersion(), rounds),
        // by now the outcome is known, which a cashout in flight had from the round's secret
        cashout
            .flatMap(close -> journal.round(close.roundId()))
            .filter(round -> round.crashed() != null)
            .map(Flight::of),
        ended);
  }

  @Override
  public List<Release> due(Account head, GameFacts facts, long exceptId) {
    return List.copyOf(BetSettlement.due(head, crash(facts).view(), exceptId));
  }

  @Override
  public Decision decide(Account head, GameOperation operation, DecisionContext context) {
    return switch (operation) {
      case Bet bet -> BetRule.decide(this, head, bet, context, crash(context.game()));
      case Cashout cashout ->
          CashoutRule.decide(this, head, cashout, context, crash(context.game()));
      default -> throw new IllegalArgumentException("this game knows no " + operation);
    };
  }

  @Override
  public GameOperation operation(Account before, AccountEntry entry) {
    Optional<Close> cashout = AccountBets.cashout(entry);
    return cashout.isPresent()
        ? new Cashout(cashout.get().betId(), entry.stampMs())
        : bet(before, entry);
  }

  private static GameOperation bet(Account before, AccountEntry entry) {
    OpenBet bet =
        AccountBets.placed(entry)
            .orElseThrow(() -> new IllegalStateException("a bet's entry holds the bet"));
    OperationId id =
        OperationId.parse(entry.trace().id())
            .orElseThrow(() -> new IllegalStateException("an operation of a player has a key"));
    return Stream.of(OptionalLong.empty(), OptionalLong.of(before.version()))
        .map(
            expected ->
                new Bet(
                    id,
                    bet.roundId(),
                    bet.seat(),
                    bet.stake(),
                    bet.autoCashout(),
                    expected,
                    entry.stampMs()))
        .reduce((any, exact) -> exact.trace(entry.format()).equals(entry.trace()) ? exact : any)
        .orElseThrow();
  }

  @Override
  public List<? extends Rejection> rejections() {
    return List.of(CrashRejection.values());
  }

  @Override
  public EntryCodec codec() {
    return BetEntryCodec.INSTANCE;
  }

  private static List<Long> roundsOf(Account account) {
    return AccountBets.of(account).stream().map(OpenBet::roundId).toList();
  }

  private static CrashFacts crash(GameFacts facts) {
    if (facts instanceof CrashFacts crash) {
      return crash;
    }
    throw new IllegalStateException("a rule looks at a game that nobody asked");
  }
}
