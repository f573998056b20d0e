package io.fairfall.simulation.dice;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Decision;
import io.fairfall.ledger.DecisionContext;
import io.fairfall.ledger.EntryBuilder;
import io.fairfall.ledger.EntryCodec;
import io.fairfall.ledger.Fingerprint;
import io.fairfall.ledger.Game;
import io.fairfall.ledger.GameFacts;
import io.fairfall.ledger.GameOperation;
import io.fairfall.ledger.GameState;
import io.fairfall.ledger.Hold;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.PastHold;
import io.fairfall.ledger.Rejection;
import io.fairfall.ledger.Release;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A player calls a number from 1 to 6 for the next throw, and a hit pays five times the stake.
 * Entry n of the journal {@value #JOURNAL} is throw n, and the game's version is how many there
 * were. While betting is paused no number is called, and what was called before goes on.
 */
public final class DiceGame implements Game {
  public static final String JOURNAL = "dice";

  private static final BigInteger PAYS = BigInteger.valueOf(5);

  private final Journals journals;
  private volatile long remembered;

  public DiceGame(Journals journals) {
    this.journals = journals;
  }

  /** A called number, and the throw that decides. */
  @Json
  public record Call(long id, Wei stake, int number, long decidedBy) implements Hold {}

  /** The end of a call. */
  @Json
  public record Thrown(long holdId, Wei stake, Wei payout) implements Release {
    @Override
    public boolean isLost() {
      return payout.isZero();
    }

    @Override
    public boolean isCorrection() {
      return false;
    }
  }

  /** How many throws there were, and the eyes of those that calls were waiting for. */
  public record Throws(long version, Map<Long, Integer> eyes) implements GameFacts {}

  /** Calls a number for a throw, which must be the next one. */
  public record Roll(OperationId id, int number, long decidedBy, Wei stake, long stampMs)
      implements GameOperation {
    @Override
    public Optional<OperationId> key() {
      return Optional.of(id);
    }

    /** What was remembered could be older than the throw. */
    @Override
    public boolean asksFreshly() {
      return true;
    }

    /** Whether betting is paused. */
    @Override
    public boolean asksSettings() {
      return true;
    }

    @Override
    public RequestFingerprint trace(int format) {
      String[] asked = {Integer.toString(number), Long.toString(decidedBy), stake.toString()};
      return RequestFingerprint.of(id, Fingerprint.of("roll", asked), format);
    }
  }

  /** The game's own reasons to reject a call. */
  public enum No implements Rejection {
    NO_SUCH_NUMBER,
    NOT_THE_NEXT_THROW
  }

  @Override
  public GameFacts facts(
      Account head, Operation operation, boolean fresh, LongFunction<Optional<PastHold>> past) {
    if (fresh || remembered < head.gameVersion()) {
      remembered = journals.head(JOURNAL).map(Entry::version).orElse(0L);
    }
    return at(remembered, head);
  }

  @Override
  public GameFacts factsOf(
      Account before, AccountEntry entry, LongFunction<Optional<PastHold>> past) {
    return at(entry.gameVersion(), before);
  }

  /** The game as of a version, as far as the calls of an account need it. */
  public Throws at(long version, Account account) {
    Map<Long, Integer> eyes = new HashMap<>();
    for (Hold hold : account.holds()) {
      long number = ((Call) hold).decidedBy();
      if (number <= version) {
        Entry found = journals.range(JOURNAL, number, number).getFirst();
        eyes.put(number, Integer.parseInt(found.body()));
      }
    }
    return new Throws(version, eyes);
  }

  @Override
  public List<Release> due(Account head, GameFacts facts, long exceptId) {
    Map<Long, Integer> eyes = ((Throws) facts).eyes();
    List<Release> due = new ArrayList<>();
    for (Hold hold : head.holds()) {
      Call call = (Call) hold;
      Integer thrown = eyes.get(call.decidedBy());
      if (thrown != null) {
        due.add(end(call, call.number() == thrown));
      }
    }
    return due;
  }

  private static Thrown end(Call call, boolean isHit) {
    Wei payout = isHit ? new Wei(call.stake().value().multiply(PAYS)) : Wei.ZERO;
    return new Thrown(call.id(), call.stake(), payout);
  }

  @Override
  public Decision decide(Account head, GameOperation operation, DecisionContext context) {
    Roll roll = (Roll) operation;
    if (head.isRateLimited(roll.stampMs())) {
      return new Decision.RateLimited();
    }
    EntryBuilder builder = EntryBuilder.of(this, head, context, roll.stampMs());
    Optional<Rejection> rejection = rejection(roll, context, builder);
    if (rejection.isPresent()) {
      return new Decision.Rejected(rejection.get());
    }
    Call call = new Call(head.version() + 1, roll.stake(), roll.number(), roll.decidedBy());
    builder.place(call, GameState.NONE);
    return new Decision.Accepted(
        builder.entry(AccountEntry.Kind.BET, roll.trace(context.format()), null));
  }

  private static Optional<Rejection> rejection(
      Roll roll, DecisionContext context, EntryBuilder builder) {
    if (context.requireSettings().bettingPaused()) {
      return Optional.of(LedgerRejection.PAUSED);
    }
    if (roll.number() < 1 || roll.number() > 6) {
      return Optional.of(No.NO_SUCH_NUMBER);
    }
    return roll.decidedBy() == context.game().version() + 1
        ? builder.refusal(roll.stake())
        : Optional.of(No.NOT_THE_NEXT_THROW);
  }

  @Override
  public GameOperation operation(Account before, AccountEntry entry) {
    Call call = (Call) entry.placed().orElseThrow();
    OperationId id = OperationId.parse(entry.trace().id()).orElseThrow();
    return new Roll(id, call.number(), call.decidedBy(), call.stake(), entry.stampMs());
  }

  @Override
  public List<? extends Rejection> rejections() {
    return List.of(No.values());
  }

  @Override
  public EntryCodec codec() {
    return DiceEntryCodec.INSTANCE;
  }
}
